import { defineEntity, p } from '@mikro-orm/postgresql';
import { Language } from '../service/service.entity.ts';

const AccountSchema = defineEntity({
  name: 'Account',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    /** As `comparedEmail` has it. */
    email: p.text().unique(),
    name: p.text(),
    /** In which the console and mails speak to the person; null for as the browser says. */
    language: p.enum(() => Language).nullable(),
    /** Told by mail of a ticket that somebody else gives them. */
    mailsAssignedTickets: p.boolean().default(true),
    /** Null until the person has accepted an invitation. */
    passwordHash: p.text().hidden().nullable(),
    /** Looks after the organisation: its services, its accounts, its owners. */
    isOwner: p.boolean().default(false),
    /** Signs in nowhere since; null for whoever may. */
    lockedAt: p.datetime().nullable(),
    /** Since when a code is asked for beside the password; null for never. See `SecondFactor`. */
    secondFactorAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** A person who signs in. What they are and may do in a service is their agent there. */
export class Account extends AccountSchema.class {}
AccountSchema.setClass(Account);
