/**
 * @generated SignedSource<<2820a933282a3a17a32a221b091dc8db>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type RatingVerdict = "SATISFIED" | "UNSATISFIED" | "%future added value";
export type RateChatInput = {
  chatId: string;
  comment?: string | null | undefined;
  verdict: RatingVerdict;
};
export type chatRateMutation$variables = {
  input: RateChatInput;
};
export type chatRateMutation$data = {
  readonly rateChat: {
    readonly __typename: string;
    readonly message?: string;
    readonly verdict?: RatingVerdict;
  };
};
export type chatRateMutation = {
  response: chatRateMutation$data;
  variables: chatRateMutation$variables;
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
    "name": "rateChat",
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
            "name": "verdict",
            "storageKey": null
          }
        ],
        "type": "Rating",
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
    "name": "chatRateMutation",
    "selections": (v1/*:: as any*/),
    "type": "Mutation",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "chatRateMutation",
    "selections": (v1/*:: as any*/)
  },
  "params": {
    "cacheID": "f1235880d6223a023cb98f8ad9d1224a",
    "id": null,
    "metadata": {},
    "name": "chatRateMutation",
    "operationKind": "mutation",
    "text": "mutation chatRateMutation(\n  $input: RateChatInput!\n) {\n  rateChat(input: $input) {\n    __typename\n    ... on Rating {\n      verdict\n    }\n    ... on DomainError {\n      __isDomainError: __typename\n      message\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "0fe0cebcdbad69b4e6f74cc1a42dd464";

export default node;
