/** A picture takes no more room in a conversation, in either direction. */
const mostPx = 240;
/** Nor less: a finger must meet it. */
const leastPx = 44;

/** How large a picture is shown, before it is there; never larger than it is, but for what would be too small to press. */
export function shownSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, mostPx / width, mostPx / height);
  const shown = (length: number) => Math.max(leastPx, Math.round(length * scale));
  return { width: shown(width), height: shown(height) };
}
