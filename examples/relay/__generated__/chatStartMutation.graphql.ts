/**
 * @generated SignedSource<<8046a5155a71ac8424c70d6d2d32aab5>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type Language = "en" | "ko" | "%future added value";
export type StartChatInput = {
  attempt?: string | null | undefined;
  consent?: ConsentInput | null | undefined;
  email?: string | null | undefined;
  identity?: string | null | undefined;
  key?: string | null | undefined;
  language?: Language | null | undefined;
  message?: string | null | undefined;
  name?: string | null | undefined;
  page?: string | null | undefined;
  service: string;
};
export type ConsentInput = {
  language: Language;
  noticeVersion: string;
};
export type chatStartMutation$variables = {
  input: StartChatInput;
};
export type chatStartMutation$data = {
  readonly startChat: {
    readonly __typename: string;
    readonly chat?: {
      readonly id: string;
    };
    readonly message?: string;
    readonly token?: string;
  };
};
export type chatStartMutation = {
  response: chatStartMutation$data;
  variables: chatStartMutation$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "input"
  }
],
v1 = [
  {
    "alias": null,
    "args": [
      {
        "kind": "Variable",
        "name": "input",
        "variableName": "input"
      }
    ],
    "concreteType": null,
    "kind": "LinkedField",
    "name": "startChat",
    "plural": false,
    "selections": [
      {
        "alias": null,
        "args": null,
        "kind": "ScalarField",
        "name": "__typename",
        "storageKey": null
      },
      {
        "kind": "InlineFragment",
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "token",
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "concreteType": "Chat",
            "kind": "LinkedField",
            "name": "chat",
            "plural": false,
            "selections": [
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "id",
                "storageKey": null
              }
            ],
            "storageKey": null
          }
        ],
        "type": "StartedChat",
        "abstractKey": null
      },
      {
        "kind": "InlineFragment",
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "message",
            "storageKey": null
          }
        ],
        "type": "DomainError",
        "abstractKey": "__isDomainError"
      }
    ],
    "storageKey": null
  }
];
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "chatStartMutation",
    "selections": (v1/*:: as any*/),
    "type": "Mutation",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "chatStartMutation",
    "selections": (v1/*:: as any*/)
  },
  "params": {
    "cacheID": "7d859df233f016b2ae16bfce5e5c620a",
    "id": null,
    "metadata": {},
    "name": "chatStartMutation",
    "operationKind": "mutation",
    "text": "mutation chatStartMutation(\n  $input: StartChatInput!\n) {\n  startChat(input: $input) {\n    __typename\n    ... on StartedChat {\n      token\n      chat {\n        id\n      }\n    }\n    ... on DomainError {\n      __isDomainError: __typename\n      message\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "8969e4387706172e2f507941eb9a0872";

export default node;
