import { defineEntity, p } from '@mikro-orm/postgresql';
import { Account } from './account.entity.ts';

const PasswordResetSchema = defineEntity({
  name: 'PasswordReset',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    /** Null where the address that was given is nobody's: the same is written then, so it takes the same time. */
    accountId: () => p.manyToOne(Account).mapToPk().fieldName('account_id').nullable().index().deleteRule('cascade'),
    tokenHash: p.text().unique().hidden(),
    expiresAt: p.datetime(),
  },
});

/** An open link by which somebody who forgot their password chooses another; gone when it is used. The token itself is only in the link. */
export class PasswordReset extends PasswordResetSchema.class {}
PasswordResetSchema.setClass(PasswordReset);
