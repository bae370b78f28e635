const segmenter = new Intl.Segmenter();

/** What a name begins with, as a reader counts letters: an emoji or a letter with its marks is one. */
export const initialOf = (name: string): string | undefined => segmenter.segment(name).containing(0)?.segment;
