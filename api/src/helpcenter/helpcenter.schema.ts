import { builder } from '../builder.ts';
import { ChatAvailabilityRef } from '../chat/chat.schema.ts';
import { currentNotice } from '../customer/consent.service.ts';
import { ConsentNoticeRef } from '../customer/customer.schema.ts';
import { inLanguage } from '../service/local-text.ts';
import type { Language, Service } from '../service/service.entity.ts';
import { LanguageRef, ServiceProfileRef } from '../service/service.schema.ts';
import { serviceAsked } from '../service/site.service.ts';
import { InquiryTypeRef, offeredInquiryTypes } from '../ticket/inquiry-type.schema.ts';

interface HelpCenter {
  service: Service;
  language: Language;
}

const HelpCenterRef = builder.objectRef<HelpCenter>('HelpCenter').implement({
  description: 'The customer’s public page of a service.',
  fields: (t) => ({
    service: t.field({
      type: ServiceProfileRef,
      description: 'Whose help center it is.',
      resolve: ({ service: { id, slug, logoId, languages, localName, switchedOffAt }, language }) => ({
        id,
        slug,
        logoId,
        languages,
        switchedOffAt,
        name: inLanguage(localName, language),
      }),
    }),
    chatAvailability: t.field({
      type: ChatAvailabilityRef,
      description: 'Whether a chat could be started at this moment; `Subscription.chatAvailability` follows it.',
      resolve: ({ service }, _, ctx) => ctx.app.presence.availabilityOf(service.id),
    }),
    consentNotice: t.field({
      type: ConsentNoticeRef,
      description: 'What a customer has to agree to before they start a chat or leave an inquiry.',
      resolve: ({ service, language }, _, ctx) => currentNotice(ctx, service, language),
    }),
    absentText: t.string({
      nullable: true,
      description:
        'What the service says where no agent is there or chat is closed; null where it says nothing of its own.',
      resolve: ({ service, language }) => service.absentText[language],
    }),
    inquiry: t.boolean({
      description: 'Whether an inquiry can be left here.',
      resolve: ({ service }) => service.offersInquiry,
    }),
    membersOnly: t.boolean({
      description:
        'Whether only whom the company’s own server vouches for can start a chat or leave an inquiry here (`identity`); others are MembersOnly.',
      resolve: ({ service }) => service.memberLink && service.membersOnly,
    }),
    inquiryTypes: t.field({
      type: [InquiryTypeRef],
      description: 'What an inquiry can be about, of any level, as a tree in order: every parent before its children.',
      resolve: ({ service, language }, _, ctx) => offeredInquiryTypes(ctx, service.id, language),
    }),
  }),
});

builder.queryField('helpCenter', (t) =>
  t.field({
    type: HelpCenterRef,
    nullable: true,
    description: 'Public: what a customer may know before saying anything. Null for an unknown service.',
    keys: 'any',
    authScopes: { public: true },
    args: {
      service: t.arg.string({ required: true, description: 'The service’s slug.' }),
      language: t.arg({ type: LanguageRef, description: 'By default the first of the service’s.' }),
    },
    resolve: async (_, { service, language }, ctx) => {
      const found = await serviceAsked(ctx, service);
      return found && { service: found, language: language ?? found.languages[0] ?? 'ko' };
    },
  }),
);
