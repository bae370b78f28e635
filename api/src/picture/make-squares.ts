import sharp from '../files/sharp.ts';
import { largeEdge, mostPixels, smallEdge, type Squares } from './squares.ts';

/** A picture that is not done by then is not taken. */
const secondsEach = 10;

/** What the process for pictures does with logos and portraits. Errors are those of the library. */
export async function makeSquares({ path, isPerson }: { path: string; isPerson: boolean }): Promise<Squares> {
  // The first picture of an animation, upright, in the colours of the web; metadata are left out unless they are asked for.
  const picture = sharp(path, { limitInputPixels: mostPixels, failOn: 'error', pages: 1, autoOrient: true })
    .timeout({ seconds: secondsEach })
    .resize(largeEdge, largeEdge, {
      fit: isPerson ? 'cover' : 'contain',
      background: { r: 0, g: 0, b: 0, alpha: 0 },
    });
  // Nothing shows through a person.
  if (isPerson) picture.flatten({ background: '#ffffff' });
  const large = await picture.webp({ quality: 86 }).toBuffer();
  const small = await sharp(large).resize(smallEdge, smallEdge).webp({ quality: 86 }).toBuffer();
  return { large, small };
}
