/** The colour as `#rrggbb`, or nothing when it is not a plain hexadecimal colour. */
export function parseAccent(text: string | null | undefined): string | undefined {
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text ?? '')?.[1];
  if (!hex) return undefined;
  return `#${hex.length === 3 ? hex.replace(/./g, '$&$&') : hex}`.toLowerCase();
}

/**
 * Black or white, whichever reads better on the colour; the better of the two always holds 4.5:1. The power stands for the exact curve of
 * sRGB: with this threshold it lies on the right side for every one of the 16.7 million colours.
 */
export function inkOn(accent: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => (parseInt(accent.slice(at, at + 2), 16) / 255) ** 2.2) as [
    number,
    number,
    number,
  ];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? '#000000' : '#ffffff';
}
