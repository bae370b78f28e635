/**
 * @generated SignedSource<<e053e6fbf0f893dc50cce209b110966f>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type chatEpochQuery$variables = Record<PropertyKey, never>;
export type chatEpochQuery$data = {
  readonly epoch: string;
};
export type chatEpochQuery = {
  response: chatEpochQuery$data;
  variables: chatEpochQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "alias": null,
    "args": null,
    "kind": "ScalarField",
    "name": "epoch",
    "storageKey": null
  }
];
return {
  "fragment": {
    "argumentDefinitions": [],
    "kind": "Fragment",
    "metadata": null,
    "name": "chatEpochQuery",
    "selections": (v0/*:: as any*/),
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": [],
    "kind": "Operation",
    "name": "chatEpochQuery",
    "selections": (v0/*:: as any*/)
  },
  "params": {
    "cacheID": "ad778f340d48a77fe6f5f634a78b9c58",
    "id": null,
    "metadata": {},
    "name": "chatEpochQuery",
    "operationKind": "query",
    "text": "query chatEpochQuery {\n  epoch\n}\n"
  }
};
})();

(node as any).hash = "b34f026c7e88ed1623a9c9e8e3df3fcc";

export default node;
