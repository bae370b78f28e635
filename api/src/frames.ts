import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';

/** Beside the built program. Node's own support for source maps would read those of the pages too, at each start. */
const mapFile = `${import.meta.filename}.map`;
let map: SourceMap | null = null;

/** Where an error was thrown, the innermost first, each as `function (file:line:column)` in the sources. */
export function framesOf(error: Error, most = 8): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, most)
    .map((line) => inSources(line.slice(7)));
}

function inSources(frame: string): string {
  const place = /^(.*?)([^( ]+):(\d+):(\d+)(\)?)$/.exec(frame);
  if (place?.[2] !== import.meta.url) return frame;
  map ??= existsSync(mapFile) ? new SourceMap(JSON.parse(readFileSync(mapFile, 'utf8')) as SourceMapPayload) : null;
  const origin = map?.findOrigin(Number(place[3]), Number(place[4]));
  if (!origin || !('fileName' in origin)) return frame;
  const { fileName, lineNumber, columnNumber } = origin;
  return `${place[1]}${new URL(fileName, import.meta.url).href}:${lineNumber}:${columnNumber}${place[5]}`;
}
