/** By file, for one content of it at a time. */
const shown = new Map<string, { path: string; source: Promise<string> }>();

/** What lies there, until it is let go; asked for with the token of the customer, which no image and no link sends. */
export async function contentAt(path: string, token: string | undefined): Promise<string> {
  const response = await fetch(path, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error('It was replaced, or is none of this customer’s.');
  return URL.createObjectURL(await response.blob());
}

/** Where a picture is shown from; asked for once, and a former content of it is let go. */
export function pictureSource(path: string, token: string | undefined): Promise<string> {
  const file = path.split('/')[2]!;
  const former = shown.get(file);
  if (former?.path === path) return former.source;
  former?.source.then((at) => URL.revokeObjectURL(at)).catch(() => {});
  const source = contentAt(path, token);
  shown.set(file, { path, source });
  // Whoever looks next asks again.
  source.catch(() => shown.delete(file));
  return source;
}

/** Saves a file under its name. */
export async function savedAs(name: string, path: string, token: string | undefined): Promise<void> {
  const link = document.createElement('a');
  link.href = await contentAt(path, token);
  link.download = name;
  link.click();
  // The browser has it once it has begun to save it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
