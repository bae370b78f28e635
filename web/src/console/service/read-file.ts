import { inTabService } from './tab-service.ts';

/** What lies at a path that is given out to agents of this service. */
export async function readFile(path: string): Promise<Blob> {
  const response = await fetch(inTabService(path), { cache: 'no-store' });
  if (!response.ok) throw new Error(`It was not given out: ${response.status}`);
  return response.blob();
}
