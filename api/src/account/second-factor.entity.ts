import { defineEntity, p } from '@mikro-orm/postgresql';
import { Account } from './account.entity.ts';

const SecondFactorSchema = defineEntity({
  name: 'SecondFactor',
  properties: {
    accountId: () =>
      p.manyToOne(Account).mapToPk().fieldName('account_id').primary().deleteRule('cascade').updateRule('no action'),
    /** The key under which the secret is encrypted. */
    keyId: p.text(),
    /** See `Vault`. */
    box: p.blob().hidden(),
    /** The last step (of 30 s since 1970) of which a code was accepted: none of it or before it is good again. */
    lastStep: p.integer().default(0),
    /** When wrong codes were shown, within the last day; the limits count them. */
    wrongCodes: p.datetime().array().defaultRaw(`'{}'`),
    begunAt: p.datetime().defaultRaw('now()'),
  },
});

/** The secret that an account shares with an app on its person's phone: begun, and in force once `account.secondFactorAt` says so. */
export class SecondFactor extends SecondFactorSchema.class {}
SecondFactorSchema.setClass(SecondFactor);

const RecoveryCodeSchema = defineEntity({
  name: 'RecoveryCode',
  properties: {
    accountId: () => p.manyToOne(Account).mapToPk().fieldName('account_id').primary().deleteRule('cascade'),
    codeHash: p.text().primary().hidden(),
  },
});

/** A code that stands in for the phone once; gone when it is used. The code itself is only with its person. */
export class RecoveryCode extends RecoveryCodeSchema.class {}
RecoveryCodeSchema.setClass(RecoveryCode);
