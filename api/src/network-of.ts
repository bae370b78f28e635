import { isIPv6 } from 'node:net';

/**
 * Whose an address is, for counting: one of IPv4 by itself; of IPv6 its first 64 bits, because whoever has one address there has all
 * that begin like it.
 */
export function networkOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = ip.split('%')[0]!.split('::');
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').flatMap((group) => (group.includes('.') ? [group, group] : [group]));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const filled =
    tail === undefined ? before : [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return `${filled
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
