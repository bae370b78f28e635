import { reference } from '#developers/content.server.ts';
import { kinds } from '#developers/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({
  scopes: [...reference.scopes].map(([scope, fields]) => ({ scope, fields })),
  kinds: kinds.map((kind) => ({
    kind,
    types: reference.of(kind).map(({ name, deprecated, fields }) => ({
      name,
      deprecated: deprecated !== undefined,
      fields: kind === 'operations' ? fields.map((field) => field.name) : [],
    })),
  })),
});
