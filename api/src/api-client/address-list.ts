import { BlockList, isIP, isIPv6, SocketAddress } from 'node:net';
import { InvalidInput } from '../errors.ts';

const mostEntries = 50;

/** A list of addresses and networks as it is stored: in CIDR, each once. What is none of that is InvalidInput. */
export function addressList(field: string, entries: readonly string[]): string[] {
  if (entries.length > mostEntries) throw new InvalidInput(field, `There may be ${mostEntries} addresses at most.`);
  return [...new Set(entries.map((entry) => cidrOf(field, entry.trim())))];
}

function cidrOf(field: string, entry: string): string {
  const [address = '', bits, ...more] = entry.split('/');
  const most = isIPv6(address) ? 128 : 32;
  const isFit = isIP(address) !== 0 && more.length === 0 && !address.includes('%');
  if (!isFit || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most))) {
    throw new InvalidInput(field, 'An entry is neither an address nor a network in CIDR.');
  }
  return `${plain(address)}/${Number(bits ?? most)}`;
}

/** Whether an address is one of the list, an address of IPv4 within IPv6 (`::ffff:…`) as what it stands for. */
export function holdsAddress(list: readonly string[], address: string): boolean {
  const wanted = plain(address.split('%')[0] as string);
  if (isIP(wanted) === 0) return false;
  return listOf(list).check(wanted, familyOf(wanted));
}

/** By the array: the viewer that bears it is kept for as long as it is looked at again. */
const known = new WeakMap<readonly string[], BlockList>();

function listOf(list: readonly string[]): BlockList {
  const present = known.get(list);
  if (present) return present;
  const built = new BlockList();
  for (const entry of list) {
    const [address = '', bits] = entry.split('/');
    built.addSubnet(address, Number(bits), familyOf(address));
  }
  known.set(list, built);
  return built;
}

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** One address as it is compared and kept; null for anything else, one with a zone included. */
export const plainAddress = (address: string) =>
  isIP(address) !== 0 && !address.includes('%') ? plain(address) : null;

/** As Node writes it, so that one address is one text. */
function plain(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  return isIPv6(mapped) ? new SocketAddress({ address: mapped, family: 'ipv6' }).address : mapped;
}
