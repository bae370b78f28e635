import { domainToUnicode } from 'node:url';
import { builder, domainError } from '../builder.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { TooManySites } from './service.errors.ts';
import { ServiceSettingsRef } from './service.schema.ts';
import { addSite, refusedSites, removeSite, type ToldSite } from './site.service.ts';

domainError(TooManySites, 'The service has as many sites as it can have.', (t) => ({
  most: t.exposeInt('most', { description: 'So many.' }),
}));

/** The origin with its host in the letters of its language. */
function readable(origin: string): string {
  const [, scheme = '', host = '', port = ''] = /^(https?:\/\/(?:\*\.)?)([^:]+)(:\d+)?$/.exec(origin) ?? [];
  return `${scheme}${domainToUnicode(host) || host}${port}`;
}

const SiteRef = builder.objectRef<string>('Site').implement({
  description: 'A site on which the service is at home.',
  fields: (t) => ({
    origin: t.string({
      description:
        'As browsers name it: `https://shop.example`, with a port where that does not go without saying, names of other alphabets as `xn--…`. `https://*.shop.example` is every sub-domain of shop.example and not shop.example itself.',
      resolve: (origin) => origin,
    }),
    readable: t.string({ description: 'The same in the letters of its language.', resolve: readable }),
  }),
});

const RefusedSiteRef = builder.objectRef<ToldSite>('RefusedSite').implement({
  description: 'A site that asked for the service and is not on its list. Whoever wants to can claim to be any.',
  fields: (t) => ({
    origin: t.exposeString('origin', { description: 'Without path and query, as browsers name it.' }),
    refusedAt: t.expose('refusedAt', { type: 'DateTime', description: 'The last time.' }),
  }),
});

builder.objectField(ServiceSettingsRef, 'sites', (t) =>
  t.expose('sites', {
    type: [SiteRef],
    description:
      'Where the launcher appears, which pages may show the dialog in a frame, and which may use this API with the token of a customer or an API key (CORS). While there is none the launcher and the dialog are at home everywhere, and of pages of other origins only those of sites that another service registered can read this API.',
  }),
);

builder.queryField('refusedSites', (t) =>
  t.field({
    type: [RefusedSiteRef],
    description: 'The last sites that asked for the service without being on its list, 20 at most.',
    keys: 'none',
    authScopes: { admin: true },
    resolve: (_, __, ctx) => refusedSites(ctx),
  }),
);

const origin =
  'An origin such as https://shop.example: https, or http for localhost and 127.0.0.1; a port if need be; no path.';

builder.mutationField('addSite', (t) =>
  t.field({
    type: ServiceSettingsRef,
    description:
      'Registers a site; one that is registered stays. Once there is one, the launcher, the dialog and the API are for pages of registered sites alone, everywhere within seconds, and within a minute where a browser has kept the dialog.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, TooManySites, NotPermitted] },
    args: {
      origin: t.arg.string({ required: true, description: `${origin} \`*.\` in front of the name: every sub-domain.` }),
    },
    resolve: (_, args, ctx) => addSite(ctx, args.origin),
  }),
);

builder.mutationField('removeSite', (t) =>
  t.field({
    type: ServiceSettingsRef,
    description:
      'Takes a site from the list; one that is not there is none. Without any left, the launcher and the dialog are at home everywhere.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { origin: t.arg.string({ required: true, description: origin }) },
    resolve: (_, args, ctx) => removeSite(ctx, args.origin),
  }),
);
