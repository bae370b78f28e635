/** A host's name in small ASCII letters, as the network knows it (xn--…); empty for what is none. */
export function networkName(host: string): string {
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return '';
  }
}
