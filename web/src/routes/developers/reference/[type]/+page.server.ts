import { error } from '@sveltejs/kit';
import { inLanguage, linksInLanguage } from '#developers/address.ts';
import { descriptionOf, reference, summaryOf } from '#developers/content.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, parent }) => {
  const type = reference.types.get(params.type);
  if (!type) error(404, m.developers_missing());
  const { asked } = await parent();
  const shown = <Part extends { description: string; deprecated?: string | undefined }>(part: Part) => ({
    ...part,
    description: linksInLanguage(descriptionOf(part.description), asked),
    deprecated: part.deprecated && linksInLanguage(descriptionOf(part.deprecated), asked),
  });
  return {
    summary: summaryOf(type.description),
    type: {
      ...shown(type),
      fields: type.fields.map((field) => ({
        ...shown(field),
        args: field.args.map(shown),
        errors: field.errors.map(shown),
      })),
      inputs: type.inputs.map(shown),
      values: type.values.map(shown),
      usedBy: type.usedBy.map((name) => ({ name, href: inLanguage(reference.addressOf(name) ?? '', asked) })),
    },
  };
};
