import { builder, domainError } from '../builder.ts';
import { InvalidInput, NotPermitted, RateLimited } from '../errors.ts';
import { NoTranscript } from './chat.errors.ts';
import { ChatRef } from './chat.schema.ts';
import { offersTranscript, requestTranscript } from './transcript.service.ts';

domainError(NoTranscript, 'The chat goes on, no agent answered in it, or no mail goes out here.');

builder.objectField(ChatRef, 'offersTranscript', (t) =>
  t.boolean({
    description: 'Its customer may have it by mail: see `requestTranscript`.',
    resolve: (chat, _, ctx) => offersTranscript(ctx, chat),
  }),
);

builder.mutationField('requestTranscript', (t) =>
  t.field({
    type: ChatRef,
    description:
      'Sends what was said in a chat that ended to an address of the customer’s choice, in the chat’s language. What is masked when it is sent stays hidden in it. For the chat’s customer; three times an hour.',
    keys: 'none',
    authScopes: { customer: true },
    errors: { types: [NoTranscript, InvalidInput, NotPermitted, RateLimited] },
    args: {
      chatId: t.arg.id({ required: true, description: '`Chat.id`.' }),
      email: t.arg.string({ required: true, description: 'Where it goes: at most 254 octets.' }),
    },
    resolve: (_, input, ctx) => requestTranscript(ctx, input),
  }),
);
