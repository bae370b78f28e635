import { m } from '#lib/paraglide/messages.js';
import type { ReferenceKind } from './reference.ts';
import type { SearchEntry } from './search.ts';

/** The kinds of types as headings. */
export const kindWords: Record<ReferenceKind, () => string> = {
  operations: m.developers_kind_operations,
  object: m.developers_kind_objects,
  interface: m.developers_kind_interfaces,
  union: m.developers_kind_unions,
  input: m.developers_kind_inputs,
  enum: m.developers_kind_enums,
  scalar: m.developers_kind_scalars,
};

/** What was found, in a word. */
export function kindOfEntry(kind: SearchEntry['kind']): string {
  if (kind in kindWords) return kindWords[kind as ReferenceKind]();
  return (
    { document: m.developers_kind_document(), example: m.developers_kind_example(), field: m.developers_kind_field() }[
      kind
    ] ?? kind
  );
}
