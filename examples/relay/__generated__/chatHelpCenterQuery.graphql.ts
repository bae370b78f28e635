/**
 * @generated SignedSource<<581fb8daee4cae3434d859d7156d656f>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type ChatAvailabilityState = "ABSENT" | "AVAILABLE" | "BUSY" | "CLOSED" | "DISABLED" | "%future added value";
export type Language = "en" | "ko" | "%future added value";
export type chatHelpCenterQuery$variables = {
  service: string;
};
export type chatHelpCenterQuery$data = {
  readonly epoch: string;
  readonly helpCenter: {
    readonly chatAvailability: {
      readonly state: ChatAvailabilityState;
    };
    readonly consentNotice: {
      readonly items: string;
      readonly language: Language;
      readonly purpose: string;
      readonly refusal: string;
      readonly retention: string;
      readonly version: string;
    };
    readonly service: {
      readonly name: string;
    };
  } | null | undefined;
};
export type chatHelpCenterQuery = {
  response: chatHelpCenterQuery$data;
  variables: chatHelpCenterQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "service"
  }
],
v1 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "epoch",
  "storageKey": null
},
v2 = [
  {
    "kind": "Variable",
    "name": "service",
    "variableName": "service"
  }
],
v3 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "name",
  "storageKey": null
},
v4 = {
  "alias": null,
  "args": null,
  "concreteType": "ChatAvailability",
  "kind": "LinkedField",
  "name": "chatAvailability",
  "plural": false,
  "selections": [
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "state",
      "storageKey": null
    }
  ],
  "storageKey": null
},
v5 = {
  "alias": null,
  "args": null,
  "concreteType": "ConsentNotice",
  "kind": "LinkedField",
  "name": "consentNotice",
  "plural": false,
  "selections": [
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "version",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "language",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "purpose",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "items",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "retention",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "refusal",
      "storageKey": null
    }
  ],
  "storageKey": null
};
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "chatHelpCenterQuery",
    "selections": [
      (v1/*:: as any*/),
      {
        "alias": null,
        "args": (v2/*:: as any*/),
        "concreteType": "HelpCenter",
        "kind": "LinkedField",
        "name": "helpCenter",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "ServiceProfile",
            "kind": "LinkedField",
            "name": "service",
            "plural": false,
            "selections": [
              (v3/*:: as any*/)
            ],
            "storageKey": null
          },
          (v4/*:: as any*/),
          (v5/*:: as any*/)
        ],
        "storageKey": null
      }
    ],
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "chatHelpCenterQuery",
    "selections": [
      (v1/*:: as any*/),
      {
        "alias": null,
        "args": (v2/*:: as any*/),
        "concreteType": "HelpCenter",
        "kind": "LinkedField",
        "name": "helpCenter",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "ServiceProfile",
            "kind": "LinkedField",
            "name": "service",
            "plural": false,
            "selections": [
              (v3/*:: as any*/),
              {
                "alias": null,
                "args": null,
                "kind": "ScalarField",
                "name": "id",
                "storageKey": null
              }
            ],
            "storageKey": null
          },
          (v4/*:: as any*/),
          (v5/*:: as any*/)
        ],
        "storageKey": null
      }
    ]
  },
  "params": {
    "cacheID": "2da25f7c8997dbe3f460b36935e064db",
    "id": null,
    "metadata": {},
    "name": "chatHelpCenterQuery",
    "operationKind": "query",
    "text": "query chatHelpCenterQuery(\n  $service: String!\n) {\n  epoch\n  helpCenter(service: $service) {\n    service {\n      name\n      id\n    }\n    chatAvailability {\n      state\n    }\n    consentNotice {\n      version\n      language\n      purpose\n      items\n      retention\n      refusal\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "45dde586adb3ba69a2ff18dfa92085b0";

export default node;
