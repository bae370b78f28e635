/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** AVAILABLE: an agent can take a chat now. BUSY: agents are Online, but every seat is taken (a chat would wait). ABSENT: nobody is Online. CLOSED: outside hours. DISABLED: chat is off, or there is no such service. */
export type ChatAvailabilityState =
  | 'ABSENT'
  | 'AVAILABLE'
  | 'BUSY'
  | 'CLOSED'
  | 'DISABLED';

export type Language =
  | 'en'
  | 'ko';

export type HelpPageQueryVariables = Exact<{
  service: string;
  language: Language;
}>;


export type HelpPageQuery = { helpCenter: { service: { slug: string, name: string, languages: Array<Language> }, chatAvailability: { state: ChatAvailabilityState } } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const HelpPageDocument = new TypedDocumentString(`
    query HelpPage($service: String!, $language: Language!) {
  helpCenter(service: $service, language: $language) {
    service {
      slug
      name
      languages
    }
    chatAvailability {
      state
    }
  }
}
    `) as unknown as TypedDocumentString<HelpPageQuery, HelpPageQueryVariables>;