import { builder } from '../builder.ts';
import { Language, type Service } from './service.entity.ts';

export const LanguageRef = builder.enumType('Language', { values: Object.values(Language) });

export const ServiceProfileRef = builder.objectRef<Service>('ServiceProfile').implement({
  description: 'What anyone may know of a service.',
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Its name in addresses and in the widget’s script tag.' }),
    name: t.exposeString('name'),
    languages: t.field({ type: [LanguageRef], resolve: ({ languages }) => languages }),
  }),
});
