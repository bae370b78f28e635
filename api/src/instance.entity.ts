import { defineEntity, p } from '@mikro-orm/postgresql';

const InstanceSchema = defineEntity({
  name: 'Instance',
  properties: {
    id: p.integer().primary().autoincrement(),
    /** A proof of each mask key by its name, from which no key can be made; the first is the one it encrypts under. */
    maskKeys: p.json<readonly MaskKeyProof[]>(),
    /** Where its files are: the same text for the same folder or bucket. */
    files: p.text(),
  },
});

interface MaskKeyProof {
  readonly id: string;
  readonly proof: string;
}

/** A process that runs on this database. A row whose process is gone is removed by the next that starts: see `InstanceLock`. */
export class Instance extends InstanceSchema.class {}
InstanceSchema.setClass(Instance);
