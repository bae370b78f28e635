import { randomUUID } from 'node:crypto';
import type { Language } from '../service/service.entity.ts';
import type { Tx } from '../write.ts';
import type { MailKind } from './mail.entity.ts';

/** What encrypts the tokens of links; the vault of what is masked does. */
export interface Sealing {
  encrypt(text: string, place: { readonly mailId: string }): { readonly keyId: string; readonly box: Buffer };
}

/** A mail to be sent; `Mail` says what its fields mean. */
export interface NewMail {
  kind: MailKind;
  serviceId: string | null;
  language: Language;
  aboutId: string;
  partId?: string;
  email?: string;
  /** Of the link in it. */
  token?: string;
}

/**
 * What becomes of mails. SENT: they go out. SHOWN: the demo shows them at a page. NONE: there are none; nothing is kept for later either,
 * and links are handed over as they are.
 */
export const MailDelivery = { SENT: 'SENT', SHOWN: 'SHOWN', NONE: 'NONE' } as const;
export type MailDelivery = (typeof MailDelivery)[keyof typeof MailDelivery];

/** Where mails are put by whatever has something to tell. */
export class Outbox {
  readonly delivery: MailDelivery;
  readonly #sealing: Sealing;
  readonly #soon: () => void;

  constructor(delivery: MailDelivery, sealing: Sealing, soon: () => void) {
    this.delivery = delivery;
    this.#sealing = sealing;
    this.#soon = soon;
  }

  get isOn(): boolean {
    return this.delivery !== MailDelivery.NONE;
  }

  /** Sends a mail once the transaction of what it tells is committed, and never if it is not. */
  async add(tx: Tx, { kind, serviceId, language, aboutId, partId, email, token }: NewMail): Promise<void> {
    if (!this.isOn) return;
    const id = randomUUID();
    const sealed = token === undefined ? null : this.#sealing.encrypt(token, { mailId: id });
    await tx.sql.query({
      name: 'add-mail',
      text: `insert into mail (id, kind, service_id, language, about_id, part_id, email, key_id, box)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      values: [
        id,
        kind,
        serviceId,
        language,
        aboutId,
        partId ?? null,
        email ?? null,
        sealed?.keyId ?? null,
        sealed?.box ?? null,
      ],
    });
    tx.afterCommit(this.#soon);
  }
}
