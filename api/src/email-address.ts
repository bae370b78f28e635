import { networkName } from './network-name.ts';

const word = "(?:(?!\\p{Default_Ignorable_Code_Point})[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-])+";
const mailbox = new RegExp(String.raw`^(${word}(?:\.${word})*)@([\p{L}\p{M}\p{N}.-]+)$`, 'u');
/** Two parts at least, of which the last is no number. */
const domains = /^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?!\d+$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])$/;

/** The most that an address has, and its part in front of the @, in octets. */
const mostOctets = 254;
const mostLocalOctets = 64;

/**
 * An e-mail address with its domain as the network knows it; null for what is none. The rule is that of HTML and RFC 5321, with
 * letters of every script in front of the @ (RFC 6532) and behind it, as far as browsers take them in domains.
 */
export function readEmailAddress(text: string): { local: string; domain: string } | null {
  // No character is less than an octet.
  if (text.length > mostOctets) return null;
  const [, local, written] = mailbox.exec(text.normalize('NFC')) ?? [];
  if (!local || !written) return null;
  const domain = networkName(written);
  const length = new TextEncoder().encode(local).length;
  return domains.test(domain) && length <= mostLocalOctets && length + 1 + domain.length <= mostOctets
    ? { local, domain }
    : null;
}
