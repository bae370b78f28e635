/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n    query OwnAccount {\n      account {\n        email\n        name\n        picture {\n          path\n        }\n        language\n        mailsAssignedTickets\n        secondFactorRequired\n        secondFactor {\n          since\n          recoveryCodesLeft\n        }\n        places {\n          id\n          service {\n            name\n          }\n        }\n        sessions {\n          id\n          device\n          browser\n          os\n          ipAddress\n          signedInAt\n          current\n        }\n      }\n    }\n  ": typeof types.OwnAccountDocument,
    "\n    mutation SaveMailChoice($on: Boolean!) {\n      saveAccount(input: { mailsAssignedTickets: $on }) {\n        __typename\n        ... on Account {\n          mailsAssignedTickets\n        }\n      }\n    }\n  ": typeof types.SaveMailChoiceDocument,
    "\n    mutation ChangePassword($password: String!, $newPassword: String!) {\n      changePassword(password: $password, newPassword: $newPassword) {\n        __typename\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": typeof types.ChangePasswordDocument,
    "\n    mutation SavePicture($token: String) {\n      savePicture(token: $token) {\n        __typename\n        ... on Account {\n          picture {\n            path\n          }\n        }\n      }\n    }\n  ": typeof types.SavePictureDocument,
    "\n    mutation SaveAccount($input: SaveAccountInput!) {\n      saveAccount(input: $input) {\n        __typename\n        ... on Account {\n          name\n          language\n        }\n      }\n    }\n  ": typeof types.SaveAccountDocument,
    "\n    mutation SwitchOffSecondFactor($password: String!, $code: String!) {\n      outcome: switchOffSecondFactor(password: $password, code: $code) {\n        __typename\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": typeof types.SwitchOffSecondFactorDocument,
    "\n    mutation RenewRecoveryCodes($password: String!, $code: String!) {\n      outcome: renewRecoveryCodes(password: $password, code: $code) {\n        __typename\n        ... on NewRecoveryCodes {\n          codes\n        }\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": typeof types.RenewRecoveryCodesDocument,
    "\n    mutation EndSession($sessionId: ID!) {\n      endSession(sessionId: $sessionId) {\n        __typename\n      }\n    }\n  ": typeof types.EndSessionDocument,
    "\n    mutation SignOutEverywhere {\n      signOutEverywhere\n    }\n  ": typeof types.SignOutEverywhereDocument,
    "\n    query ChatsOfCustomer($id: ID!, $first: Int!, $after: String) {\n      customer(id: $id) {\n        id\n        chats(first: $first, after: $after) {\n          edges {\n            node {\n              ...OtherChat\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  ": typeof types.ChatsOfCustomerDocument,
    "\n    query TicketsOfCustomer($id: ID!, $first: Int!, $after: String) {\n      tickets(filter: { customerId: $id }, first: $first, after: $after) {\n        edges {\n          node {\n            ...TicketRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  ": typeof types.TicketsOfCustomerDocument,
    "\n  fragment CustomerRecord on Customer {\n    ...CustomerTexts\n    saidName\n    saidEmail\n    saidPhone\n    verified\n    verifiedSaid\n    memberId\n    createdAt\n    erasedAt\n    duplicates {\n      id\n      name\n      email\n    }\n    mergedRecords {\n      id\n      name\n      email\n      phone\n      createdAt\n      merge {\n        id\n        mergedAt\n        undoableUntil\n        agent {\n          id\n          name\n        }\n      }\n    }\n    consents {\n      noticeVersion\n      language\n      agreedAt\n      ipAddress\n    }\n  }\n": typeof types.CustomerRecordFragmentDoc,
    "\n  query OneCustomer($id: ID!) {\n    customer(id: $id) {\n      ...CustomerRecord\n    }\n  }\n": typeof types.OneCustomerDocument,
    "\n  mutation SaveCustomer($input: SaveCustomerInput!) {\n    saveCustomer(input: $input) {\n      __typename\n      ...CustomerRecord\n      ... on StaleCustomer {\n        customer {\n          ...CustomerRecord\n        }\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": typeof types.SaveCustomerDocument,
    "\n  mutation UndoMerge($mergeId: ID!) {\n    undoMerge(mergeId: $mergeId) {\n      __typename\n    }\n  }\n": typeof types.UndoMergeDocument,
    "\n  mutation EraseCustomer($customerId: ID!) {\n    eraseCustomer(customerId: $customerId) {\n      __typename\n      ...CustomerRecord\n    }\n  }\n": typeof types.EraseCustomerDocument,
    "\n  fragment CustomerRow on Customer {\n    id\n    name\n    email\n    phone\n    createdAt\n    chats(first: 1) {\n      edges {\n        node {\n          id\n          requestedAt\n        }\n      }\n    }\n  }\n": typeof types.CustomerRowFragmentDoc,
    "\n  query CustomerList($filter: CustomerFilter!, $first: Int!, $after: String) {\n    customers(filter: $filter, first: $first, after: $after) {\n      edges {\n        node {\n          ...CustomerRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.CustomerListDocument,
    "\n    subscription LineChanges {\n      waitingLine {\n        count\n        oldestAt\n      }\n    }\n  ": typeof types.LineChangesDocument,
    "\n  fragment DeskChat on Chat {\n    id\n    revision\n    state\n    title\n    language\n    requestedAt\n    openedAt\n    customerEndedAt\n    unreadCount\n    lastSeq\n    agentDeliveredSeq\n    lastMessage {\n      id\n      sender\n      body\n      sentAt\n      attachments {\n        mediaType\n      }\n    }\n    customer {\n      id\n      name\n      email\n      phone\n    }\n    ...RatingState\n  }\n": typeof types.DeskChatFragmentDoc,
    "\n  subscription DeskChanges {\n    deskChanges {\n      removed\n      chat {\n        ...DeskChat\n      }\n    }\n  }\n": typeof types.DeskChangesDocument,
    "\n  query ChatsOfMine {\n    chats(filter: { mine: true, states: [REQUESTED, ACTIVE, ENDED_BY_CUSTOMER] }, first: 100) {\n      edges {\n        node {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": typeof types.ChatsOfMineDocument,
    "\n  mutation MarkReceived($chatId: ID!, $deliveredUpTo: Int!) {\n    markRead(chatId: $chatId, seq: 0, deliveredUpTo: $deliveredUpTo) {\n      __typename\n    }\n  }\n": typeof types.MarkReceivedDocument,
    "\n  mutation OpenChat($chatId: ID!) {\n    openChat(chatId: $chatId) {\n      __typename\n      ...DeskChat\n    }\n  }\n": typeof types.OpenChatDocument,
    "\n  mutation EndChatAtDesk($chatId: ID!) {\n    endChat(chatId: $chatId) {\n      __typename\n      ...DeskChat\n    }\n  }\n": typeof types.EndChatAtDeskDocument,
    "\n  mutation TransferChat($chatId: ID!, $agentId: ID!, $note: String) {\n    transferChat(input: { chatId: $chatId, agentId: $agentId, note: $note }) {\n      __typename\n      ...DeskChat\n    }\n  }\n": typeof types.TransferChatDocument,
    "\n  query WhereIsChat($chatId: ID!) {\n    chat(id: $chatId) {\n      id\n      state\n      agent {\n        id\n        name\n      }\n    }\n  }\n": typeof types.WhereIsChatDocument,
    "\n  mutation AddChatNote($input: AddChatNoteInput!) {\n    addChatNote(input: $input) {\n      __typename\n    }\n  }\n": typeof types.AddChatNoteDocument,
    "\n    query FilterCategories {\n      categories {\n        id\n        path\n        removed\n      }\n    }\n  ": typeof types.FilterCategoriesDocument,
    "\n  fragment HistoryRow on Chat {\n    id\n    state\n    title\n    requestedAt\n    closedAt\n    processed\n    category {\n      id\n      path\n    }\n    agent {\n      id\n      name\n    }\n    rating {\n      verdict\n    }\n  }\n": typeof types.HistoryRowFragmentDoc,
    "\n  query ChatHistory($filter: ChatFilter!, $orderBy: ChatOrder!, $first: Int!, $after: String) {\n    chats(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n      edges {\n        node {\n          ...HistoryRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ChatHistoryDocument,
    "\n    fragment HoldView on Hold {\n      reason\n      heldAt\n      heldBy {\n        id\n        name\n      }\n    }\n  ": typeof types.HoldViewFragmentDoc,
    "\n    query HoldOf($id: ID!) {\n      node(id: $id) {\n        __typename\n        ... on Chat {\n          id\n          hold {\n            ...HoldView\n          }\n        }\n        ... on Ticket {\n          id\n          hold {\n            ...HoldView\n          }\n        }\n        ... on Customer {\n          id\n          hold {\n            ...HoldView\n          }\n        }\n      }\n    }\n  ": typeof types.HoldOfDocument,
    "\n    mutation PutHold($id: ID!, $reason: String!) {\n      putHold(id: $id, reason: $reason) {\n        __typename\n        ... on HoldState {\n          hold {\n            ...HoldView\n          }\n        }\n      }\n    }\n  ": typeof types.PutHoldDocument,
    "\n    mutation LiftHold($id: ID!) {\n      liftHold(id: $id) {\n        __typename\n        ... on HoldState {\n          hold {\n            ...HoldView\n          }\n        }\n      }\n    }\n  ": typeof types.LiftHoldDocument,
    "\n    query CategoriesToChoose {\n      categories {\n        id\n        path\n        removed\n      }\n    }\n  ": typeof types.CategoriesToChooseDocument,
    "\n    mutation LookUpCustomerData($customerId: ID!) {\n      lookUpCustomerData(customerId: $customerId) {\n        __typename\n        ... on CustomerData {\n          fetchedAt\n          fields {\n            ...CompanyDataField\n          }\n        }\n        ...CompanyDataFailure\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": typeof types.LookUpCustomerDataDocument,
    "\n    query OtherChatsOfCustomer($chatId: ID!, $first: Int!, $after: String) {\n      chat(id: $chatId) {\n        earlierChats(first: $first, after: $after) {\n          edges {\n            node {\n              ...OtherChat\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n\n    fragment OtherChat on Chat {\n      id\n      requestedAt\n      processed\n      rating {\n        verdict\n      }\n      agent {\n        id\n        name\n      }\n      category {\n        id\n        path\n      }\n    }\n  ": typeof types.OtherChatsOfCustomerDocument,
    "\n    mutation SettleSaid($input: SettleSaidInput!) {\n      settleSaid(input: $input) {\n        __typename\n      }\n    }\n  ": typeof types.SettleSaidDocument,
    "\n  fragment ChatInfo on Chat {\n    id\n    revision\n    state\n    language\n    requestedAt\n    openedAt\n    customerEndedAt\n    closedAt\n    erasedAt\n    agent {\n      id\n      name\n    }\n    infoVersion\n    customer {\n      ...CustomerTexts\n      saidName\n      saidEmail\n      saidPhone\n      verified\n      verifiedSaid\n      memberId\n      erasedAt\n      duplicates {\n        id\n        name\n      }\n    }\n    category {\n      id\n      path\n      removed\n    }\n    note\n    noteMasks {\n      ...MaskParts\n    }\n    noteSuggestions {\n      ...SuggestionParts\n    }\n    origin {\n      device\n      browser\n      os\n      ipAddress\n      page\n    }\n  }\n": typeof types.ChatInfoFragmentDoc,
    "\n  fragment CompanyDataField on CustomerDataField {\n    label {\n      ko\n      en\n    }\n    value\n    kind\n    link\n  }\n": typeof types.CompanyDataFieldFragmentDoc,
    "\n  fragment CompanyDataFailure on CustomerDataFailed {\n    problem\n    status\n    part\n  }\n": typeof types.CompanyDataFailureFragmentDoc,
    "\n  fragment CustomerTexts on Customer {\n    id\n    infoVersion\n    name\n    email\n    phone\n    memo\n    nameMasks {\n      ...MaskParts\n    }\n    emailMasks {\n      ...MaskParts\n    }\n    phoneMasks {\n      ...MaskParts\n    }\n    memoMasks {\n      ...MaskParts\n    }\n    memoSuggestions {\n      ...SuggestionParts\n    }\n  }\n": typeof types.CustomerTextsFragmentDoc,
    "\n  query InfoOfChat($chatId: ID!) {\n    chat(id: $chatId) {\n      ...ChatInfo\n    }\n  }\n": typeof types.InfoOfChatDocument,
    "\n  mutation SaveChatInfo($input: SaveChatInfoInput!) {\n    saveChatInfo(input: $input) {\n      __typename\n      ...ChatInfo\n      ... on StaleInfo {\n        chat {\n          ...ChatInfo\n        }\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": typeof types.SaveChatInfoDocument,
    "\n  mutation MergeCustomers($fromId: ID!, $intoId: ID!) {\n    mergeCustomers(fromId: $fromId, intoId: $intoId) {\n      __typename\n    }\n  }\n": typeof types.MergeCustomersDocument,
    "\n    fragment MaskParts on Mask {\n      id\n      start\n      end\n      maskedAt\n      maskedBy {\n        name\n      }\n      apiClient {\n        name\n      }\n      sealed\n    }\n  ": typeof types.MaskPartsFragmentDoc,
    "\n    fragment SuggestionParts on MaskSuggestion {\n      kind\n      start\n      end\n    }\n  ": typeof types.SuggestionPartsFragmentDoc,
    "\n  query SameElsewhere($maskId: ID!) {\n    node(id: $maskId) {\n      __typename\n      ... on Mask {\n        sameElsewhere {\n          objectId\n          field\n          revision\n          start\n          end\n        }\n      }\n    }\n  }\n": typeof types.SameElsewhereDocument,
    "\n  mutation MaskElsewhere($input: [MaskTextInput!]!) {\n    maskTexts(input: $input) {\n      __typename\n      ... on MaskedTexts {\n        refused {\n          objectId\n          field\n        }\n      }\n    }\n  }\n": typeof types.MaskElsewhereDocument,
    "\n  fragment MaskedMessage on Message {\n    key\n    ...TranscriptMessage\n  }\n": typeof types.MaskedMessageFragmentDoc,
    "\n  fragment MaskedObject on MaskableObject {\n    __typename\n    ...MaskedMessage\n    ...TranscriptNote\n  }\n": typeof types.MaskedObjectFragmentDoc,
    "\n  mutation MaskMessage($input: MaskMessageInput!) {\n    maskMessage(input: $input) {\n      __typename\n      ...MaskedMessage\n      ... on StaleRevision {\n        current {\n          ...MaskedMessage\n        }\n      }\n    }\n  }\n": typeof types.MaskMessageDocument,
    "\n  mutation MaskText($input: MaskTextInput!) {\n    maskText(input: $input) {\n      __typename\n      ...MaskedObject\n      ... on StaleText {\n        current {\n          ...MaskedObject\n        }\n      }\n    }\n  }\n": typeof types.MaskTextDocument,
    "\n  mutation UnmaskText($maskId: ID!) {\n    unmaskText(maskId: $maskId) {\n      __typename\n      ...MaskedObject\n    }\n  }\n": typeof types.UnmaskTextDocument,
    "\n  mutation RevealMask($maskId: ID!, $reason: String!) {\n    revealMask(maskId: $maskId, reason: $reason) {\n      __typename\n      ... on RevealedMask {\n        text\n        expiresAt\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n": typeof types.RevealMaskDocument,
    "\n  mutation SealMask($maskId: ID!) {\n    sealMask(maskId: $maskId) {\n      __typename\n      ...MaskedObject\n    }\n  }\n": typeof types.SealMaskDocument,
    "\n  fragment FileParts on Attachment {\n    id\n    name\n    mediaType\n    size\n    width\n    height\n    path\n    thumbnailPath\n    revision\n  }\n\n  fragment MaskedFile on Attachment {\n    ...FileParts\n    regions {\n      id\n      x\n      y\n      width\n      height\n      maskedAt\n      maskedBy {\n        name\n      }\n      apiClient {\n        name\n      }\n      sealed\n    }\n  }\n": typeof types.FilePartsFragmentDoc,
    "\n  query FileNow($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...MaskedFile\n    }\n  }\n": typeof types.FileNowDocument,
    "\n  mutation MaskRegion($input: MaskRegionInput!) {\n    maskRegion(input: $input) {\n      __typename\n      ...MaskedFile\n      ... on StaleRevision {\n        current {\n          attachments {\n            ...MaskedFile\n          }\n        }\n      }\n      ... on StaleText {\n        current {\n          ... on Message {\n            attachments {\n              ...MaskedFile\n            }\n          }\n          ... on Ticket {\n            attachments {\n              ...MaskedFile\n            }\n          }\n          ... on TicketComment {\n            attachments {\n              ...MaskedFile\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.MaskRegionDocument,
    "\n  mutation UnmaskRegion($regionId: ID!) {\n    unmaskRegion(regionId: $regionId) {\n      __typename\n      ...MaskedFile\n    }\n  }\n": typeof types.UnmaskRegionDocument,
    "\n  mutation RevealRegion($regionId: ID!, $reason: String!) {\n    revealRegion(regionId: $regionId, reason: $reason) {\n      __typename\n      ... on RevealedRegion {\n        path\n        expiresAt\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n": typeof types.RevealRegionDocument,
    "\n  mutation SealRegion($regionId: ID!) {\n    sealRegion(regionId: $regionId) {\n      __typename\n      ...MaskedFile\n    }\n  }\n": typeof types.SealRegionDocument,
    "\n    fragment OrganisationAccountRow on OrganisationAccount {\n      id\n      email\n      name\n      owner\n      secondFactor\n      lockedAt\n      joined\n      keys {\n        id\n        name\n        lastUsedAt\n        service {\n          id\n          name\n        }\n      }\n      places {\n        role\n        invited\n        service {\n          id\n          name\n        }\n      }\n    }\n  ": typeof types.OrganisationAccountRowFragmentDoc,
    "\n    mutation LockAccount($accountId: ID!) {\n      outcome: lockAccount(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  ": typeof types.LockAccountDocument,
    "\n    mutation UnlockAccount($accountId: ID!) {\n      outcome: unlockAccount(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  ": typeof types.UnlockAccountDocument,
    "\n    mutation MakeOwner($accountId: ID!) {\n      outcome: makeOwner(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  ": typeof types.MakeOwnerDocument,
    "\n    mutation UnmakeOwner($accountId: ID!) {\n      outcome: unmakeOwner(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  ": typeof types.UnmakeOwnerDocument,
    "\n    mutation ResetSecondFactor($accountId: ID!) {\n      outcome: resetSecondFactor(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  ": typeof types.ResetSecondFactorDocument,
    "\n    mutation RevokeOrganisationKey($keyId: ID!) {\n      outcome: revokeOrganisationKey(keyId: $keyId) {\n        __typename\n      }\n    }\n  ": typeof types.RevokeOrganisationKeyDocument,
    "\n    query OrganisationAccounts($text: String, $first: Int!, $after: String) {\n      organisation {\n        accounts(text: $text, first: $first, after: $after) {\n          edges {\n            node {\n              ...OrganisationAccountRow\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  ": typeof types.OrganisationAccountsDocument,
    "\n    mutation LimitContract($serviceId: ID!, $mayHold: [Feature!]!) {\n      limitContract(serviceId: $serviceId, mayHold: $mayHold) {\n        __typename\n        ...OrganisationServiceRow\n      }\n    }\n  ": typeof types.LimitContractDocument,
    "\n    fragment OrganisationChange on OrganisationChange {\n      id\n      changedAt\n      field\n      before\n      after\n      author {\n        id\n        name\n      }\n      service {\n        id\n        name\n      }\n      account {\n        id\n        name\n      }\n    }\n  ": typeof types.OrganisationChangeFragmentDoc,
    "\n    query OrganisationLog($first: Int!, $after: String) {\n      organisation {\n        changes(first: $first, after: $after) {\n          edges {\n            node {\n              ...OrganisationChange\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  ": typeof types.OrganisationLogDocument,
    "\n    query OrganisationName {\n      organisation {\n        name\n      }\n    }\n  ": typeof types.OrganisationNameDocument,
    "\n    mutation SaveOrganisation($input: SaveOrganisationInput!) {\n      saveOrganisation(input: $input) {\n        __typename\n        ... on Organisation {\n          name\n        }\n      }\n    }\n  ": typeof types.SaveOrganisationDocument,
    "\n    mutation CreateService($input: CreateServiceInput!) {\n      createService(input: $input) {\n        __typename\n        ... on CreatedService {\n          service {\n            ...OrganisationServiceRow\n          }\n          invited {\n            ...InvitedAgent\n          }\n        }\n        ... on InvalidInput {\n          field\n          message\n        }\n      }\n    }\n  ": typeof types.CreateServiceDocument,
    "\n    query SecondFactorRule {\n      organisation {\n        secondFactorRequired\n      }\n    }\n  ": typeof types.SecondFactorRuleDocument,
    "\n    mutation RequireSecondFactor($required: Boolean!) {\n      requireSecondFactor(required: $required) {\n        __typename\n        ... on Organisation {\n          secondFactorRequired\n        }\n      }\n    }\n  ": typeof types.RequireSecondFactorDocument,
    "\n    fragment OrganisationServiceRow on OrganisationService {\n      id\n      slug\n      name\n      switchedOffAt\n      agents\n      mayHold\n    }\n  ": typeof types.OrganisationServiceRowFragmentDoc,
    "\n    mutation SwitchService($serviceId: ID!, $on: Boolean!) {\n      switchService(serviceId: $serviceId, on: $on) {\n        __typename\n        ...OrganisationServiceRow\n      }\n    }\n  ": typeof types.SwitchServiceDocument,
    "\n    query OrganisationServices($first: Int!, $after: String) {\n      organisation {\n        services(first: $first, after: $after) {\n          edges {\n            node {\n              ...OrganisationServiceRow\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  ": typeof types.OrganisationServicesDocument,
    "\n    query OwnServices {\n      account {\n        places {\n          id\n          service {\n            id\n          }\n        }\n      }\n    }\n  ": typeof types.OwnServicesDocument,
    "\n    query InquiryTypesToChoose($language: Language!) {\n      inquiryTypes(language: $language) {\n        id\n        path\n        removed\n      }\n    }\n  ": typeof types.InquiryTypesToChooseDocument,
    "\n    fragment RatingState on Chat {\n      id\n      ratingRequestedAt\n      ratingClosesAt\n      rating {\n        verdict\n      }\n    }\n  ": typeof types.RatingStateFragmentDoc,
    "\n    mutation RequestRating($chatId: ID!) {\n      requestRating(chatId: $chatId) {\n        __typename\n        ... on Chat {\n          id\n          ratingRequestedAt\n        }\n      }\n    }\n  ": typeof types.RequestRatingDocument,
    "\n  fragment CannedReplyParts on CannedReply {\n    id\n    shortcut\n    body\n  }\n": typeof types.CannedReplyPartsFragmentDoc,
    "\n  query CannedReplyList {\n    cannedReplies {\n      ...CannedReplyParts\n    }\n  }\n": typeof types.CannedReplyListDocument,
    "\n  fragment ServiceSettings on ServiceSettings {\n    revision\n    features\n    mayHold\n    consentVersion\n    general {\n      name {\n        ko\n        en\n      }\n      logo {\n        path\n      }\n      slug\n      languages\n      timeZone\n    }\n    helpCenter {\n      chat\n      inquiry\n    }\n    mail {\n      quotesAnswers\n    }\n    sites {\n      origin\n      readable\n    }\n    memberLink {\n      enabled\n      membersOnly\n    }\n    customerDataLink {\n      enabled\n    }\n    masking {\n      rules {\n        kind\n        action\n      }\n      sealAfterDays\n    }\n    retention {\n      chatMonths\n      ticketMonths\n      customerMonths\n      beginsAt\n    }\n    chat {\n      files\n      greeting {\n        ko\n        en\n      }\n      ratingMessage {\n        ko\n        en\n      }\n      absentText {\n        ko\n        en\n      }\n      defaultRatingMessage {\n        ko\n        en\n      }\n      recentAgentFirst\n      seats\n      requestedGraceSeconds\n      activeGraceSeconds\n      idleMinutes\n      hours {\n        timeZone\n        week {\n          day\n          from\n          to\n        }\n        holidays {\n          date\n          name\n        }\n      }\n    }\n  }\n": typeof types.ServiceSettingsFragmentDoc,
    "\n  subscription SettingsChanges {\n    settingsChanges {\n      ...ServiceSettings\n    }\n  }\n": typeof types.SettingsChangesDocument,
    "\n    mutation SaveAgent($input: SaveAgentInput!) {\n      saveAgent(input: $input) {\n        __typename\n        ...AgentRow\n      }\n    }\n  ": typeof types.SaveAgentDocument,
    "\n    mutation RemoveAgent($agentId: ID!) {\n      removeAgent(agentId: $agentId) {\n        __typename\n      }\n    }\n  ": typeof types.RemoveAgentDocument,
    "\n    mutation RenewInvitation($agentId: ID!) {\n      renewInvitation(agentId: $agentId) {\n        __typename\n        ...InvitedAgent\n      }\n    }\n  ": typeof types.RenewInvitationDocument,
    "\n    query Agents($text: String, $first: Int!, $after: String) {\n      agents(text: $text, first: $first, after: $after) {\n        edges {\n          node {\n            ...AgentRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  ": typeof types.AgentsDocument,
    "\n    fragment ChangeLogEntry on ChangeLogEntry {\n      id\n      changedAt\n      field\n      before\n      after\n      author {\n        id\n        name\n      }\n      apiClient {\n        id\n        name\n      }\n      agent {\n        id\n        name\n      }\n    }\n  ": typeof types.ChangeLogEntryFragmentDoc,
    "\n    query ChangeLog($first: Int!, $after: String) {\n      changeLog(first: $first, after: $after) {\n        edges {\n          node {\n            ...ChangeLogEntry\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  ": typeof types.ChangeLogDocument,
    "\n    mutation InviteAgent($input: InviteAgentInput!) {\n      inviteAgent(input: $input) {\n        __typename\n        ...InvitedAgent\n        ... on InvalidInput {\n          field\n          message\n        }\n      }\n    }\n  ": typeof types.InviteAgentDocument,
    "\n  fragment AgentRow on Agent {\n    id\n    name\n    email\n    role\n    canChat\n    canTicket\n    inAssignment\n    mayChangeAssignment\n    seesAllChats\n    mayReveal\n    maySeal\n    invited\n    invitationExpiresAt\n  }\n": typeof types.AgentRowFragmentDoc,
    "\n  fragment InvitedAgent on InvitedAgent {\n    link\n    mail\n    agent {\n      ...AgentRow\n    }\n  }\n": typeof types.InvitedAgentFragmentDoc,
    "\n  fragment ApiKey on ApiClient {\n    id\n    name\n    scopes\n    allowedAddresses\n    expiresAt\n    revokedAt\n    lastUsedAt\n    lastUsedAddress\n    secrets {\n      prefix\n    }\n  }\n": typeof types.ApiKeyFragmentDoc,
    "\n  query ApiKeys {\n    apiClients {\n      ...ApiKey\n    }\n  }\n": typeof types.ApiKeysDocument,
    "\n  mutation CreateApiKey($input: CreateApiClientInput!) {\n    createApiClient(input: $input) {\n      __typename\n      ... on CreatedApiClient {\n        secret\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": typeof types.CreateApiKeyDocument,
    "\n  mutation UpdateApiKey($input: UpdateApiClientInput!) {\n    updateApiClient(input: $input) {\n      __typename\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": typeof types.UpdateApiKeyDocument,
    "\n  mutation RotateApiKey($id: ID!) {\n    rotateApiClientSecret(id: $id) {\n      __typename\n      ... on CreatedApiClient {\n        secret\n      }\n    }\n  }\n": typeof types.RotateApiKeyDocument,
    "\n  mutation EndFormerApiKey($id: ID!) {\n    endFormerApiClientSecret(id: $id) {\n      __typename\n    }\n  }\n": typeof types.EndFormerApiKeyDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiClient(id: $id) {\n      __typename\n    }\n  }\n": typeof types.RevokeApiKeyDocument,
    "\n    fragment AuditRow on AuditEntry {\n      id\n      at\n      action\n      agent {\n        id\n        name\n      }\n      apiClient {\n        id\n        name\n      }\n      chat {\n        id\n        title\n      }\n      customerId\n      messageId\n      maskId\n      reason\n    }\n  ": typeof types.AuditRowFragmentDoc,
    "\n    query AuditLog($filter: AuditFilter!, $first: Int!, $after: String) {\n      auditLog(filter: $filter, first: $first, after: $after) {\n        edges {\n          node {\n            ...AuditRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  ": typeof types.AuditLogDocument,
    "\n  mutation SaveCannedReply($input: SaveCannedReplyInput!) {\n    saveCannedReply(input: $input) {\n      __typename\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": typeof types.SaveCannedReplyDocument,
    "\n  mutation RemoveCannedReply($cannedReplyId: ID!) {\n    removeCannedReply(cannedReplyId: $cannedReplyId) {\n      __typename\n    }\n  }\n": typeof types.RemoveCannedReplyDocument,
    "\n  mutation MoveCannedReply($cannedReplyId: ID!, $before: ID) {\n    moveCannedReply(cannedReplyId: $cannedReplyId, before: $before) {\n      __typename\n    }\n  }\n": typeof types.MoveCannedReplyDocument,
    "\n  query CategoryTreeOfService {\n    categories {\n      id\n      name\n      level\n      parentId\n    }\n  }\n": typeof types.CategoryTreeOfServiceDocument,
    "\n  mutation SaveCategory($input: SaveCategoryInput!) {\n    saveCategory(input: $input) {\n      __typename\n      ... on InvalidInput {\n        message\n      }\n    }\n  }\n": typeof types.SaveCategoryDocument,
    "\n  mutation RemoveCategory($categoryId: ID!) {\n    removeCategory(categoryId: $categoryId) {\n      __typename\n    }\n  }\n": typeof types.RemoveCategoryDocument,
    "\n  mutation MoveCategory($categoryId: ID!, $before: ID) {\n    moveCategory(categoryId: $categoryId, before: $before) {\n      __typename\n    }\n  }\n": typeof types.MoveCategoryDocument,
    "\n  mutation SaveChatSettings($input: SaveChatSettingsInput!) {\n    saveChatSettings(input: $input) {\n      __typename\n      ...ServiceSettings\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": typeof types.SaveChatSettingsDocument,
    "\n    query Checklist {\n      checklist {\n        items {\n          kind\n          done\n        }\n      }\n    }\n  ": typeof types.ChecklistDocument,
    "\n    mutation ConfirmChecklistItem($kind: ChecklistKind!) {\n      confirmChecklistItem(kind: $kind) {\n        __typename\n        ... on Checklist {\n          items {\n            kind\n            done\n          }\n        }\n      }\n    }\n  ": typeof types.ConfirmChecklistItemDocument,
    "\n    mutation DismissChecklist {\n      dismissChecklist {\n        __typename\n        ... on Checklist {\n          items {\n            kind\n            done\n          }\n        }\n      }\n    }\n  ": typeof types.DismissChecklistDocument,
    "\n  fragment ConsentDraft on ConsentDraft {\n    revision\n    published\n    changedAt\n    author {\n      id\n      name\n    }\n    purpose {\n      ko\n      en\n    }\n    items {\n      ko\n      en\n    }\n    retention {\n      ko\n      en\n    }\n    refusal {\n      ko\n      en\n    }\n  }\n": typeof types.ConsentDraftFragmentDoc,
    "\n  fragment ConsentVersion on ConsentVersion {\n    version\n    current\n    publishedAt\n    publishedBy {\n      id\n      name\n    }\n    notices {\n      language\n      purpose\n      items\n      retention\n      refusal\n    }\n  }\n": typeof types.ConsentVersionFragmentDoc,
    "\n  query ConsentNotices {\n    consentDraft {\n      ...ConsentDraft\n    }\n    consentVersions {\n      ...ConsentVersion\n    }\n  }\n": typeof types.ConsentNoticesDocument,
    "\n  mutation SaveConsentDraft($input: SaveConsentDraftInput!) {\n    saveConsentDraft(input: $input) {\n      __typename\n      ...ConsentDraft\n      ... on StaleConsentDraft {\n        draft {\n          ...ConsentDraft\n        }\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": typeof types.SaveConsentDraftDocument,
    "\n  mutation PublishConsentDraft($revision: Int!) {\n    publishConsentDraft(revision: $revision) {\n      __typename\n      ... on StaleConsentDraft {\n        draft {\n          ...ConsentDraft\n        }\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": typeof types.PublishConsentDraftDocument,
    "\n    mutation SaveContract($input: SaveContractInput!) {\n      saveContract(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": typeof types.SaveContractDocument,
    "\n    fragment CustomerDataLink on CustomerDataLink {\n      enabled\n      url\n      sendsEmail\n      sendsPhone\n      secretMadeAt\n      formerEndsAt\n    }\n  ": typeof types.CustomerDataLinkFragmentDoc,
    "\n    query CustomerDataLink {\n      customerDataLink {\n        ...CustomerDataLink\n      }\n    }\n  ": typeof types.CustomerDataLinkDocument,
    "\n    mutation SaveCustomerDataLink($input: SaveCustomerDataLinkInput!) {\n      saveCustomerDataLink(input: $input) {\n        __typename\n        ...CustomerDataLink\n        ... on InvalidInput {\n          field\n        }\n      }\n    }\n  ": typeof types.SaveCustomerDataLinkDocument,
    "\n    mutation RotateCustomerDataSecret {\n      rotateCustomerDataSecret {\n        __typename\n        ... on CustomerDataSecret {\n          secret\n          link {\n            ...CustomerDataLink\n          }\n        }\n      }\n    }\n  ": typeof types.RotateCustomerDataSecretDocument,
    "\n    mutation TestCustomerDataLink {\n      testCustomerDataLink {\n        __typename\n        ... on CustomerData {\n          fields {\n            ...CompanyDataField\n          }\n        }\n        ...CompanyDataFailure\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": typeof types.TestCustomerDataLinkDocument,
    "\n    mutation SaveLogo($token: String) {\n      saveLogo(token: $token) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": typeof types.SaveLogoDocument,
    "\n  mutation SaveGeneralSettings($input: SaveGeneralSettingsInput!) {\n    saveGeneralSettings(input: $input) {\n      __typename\n      ...ServiceSettings\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": typeof types.SaveGeneralSettingsDocument,
    "\n    mutation SaveHelpCenterSettings($input: SaveHelpCenterSettingsInput!) {\n      saveHelpCenterSettings(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": typeof types.SaveHelpCenterSettingsDocument,
    "\n  query InquiryTypeTreeOfService($language: Language!) {\n    inquiryTypes(language: $language) {\n      id\n      name\n      names {\n        ko\n        en\n      }\n      level\n      parentId\n      inHelpCenter\n    }\n  }\n": typeof types.InquiryTypeTreeOfServiceDocument,
    "\n  mutation SaveInquiryType($input: SaveInquiryTypeInput!) {\n    saveInquiryType(input: $input) {\n      __typename\n      ... on InvalidInput {\n        message\n      }\n    }\n  }\n": typeof types.SaveInquiryTypeDocument,
    "\n  mutation RemoveInquiryType($inquiryTypeId: ID!) {\n    removeInquiryType(inquiryTypeId: $inquiryTypeId) {\n      __typename\n    }\n  }\n": typeof types.RemoveInquiryTypeDocument,
    "\n  mutation MoveInquiryType($inquiryTypeId: ID!, $before: ID) {\n    moveInquiryType(inquiryTypeId: $inquiryTypeId, before: $before) {\n      __typename\n    }\n  }\n": typeof types.MoveInquiryTypeDocument,
    "\n    fragment UndeliveredMail on UndeliveredMail {\n      id\n      kind\n      receiver\n      failedAt\n      problem\n      answer\n    }\n  ": typeof types.UndeliveredMailFragmentDoc,
    "\n    query UndeliveredMails($first: Int!, $after: String) {\n      mailDelivery\n      undeliveredMails(first: $first, after: $after) {\n        edges {\n          node {\n            ...UndeliveredMail\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  ": typeof types.UndeliveredMailsDocument,
    "\n    mutation RetryMails($mailId: ID) {\n      retryMails(mailId: $mailId) {\n        __typename\n        ... on RetriedMails {\n          count\n        }\n      }\n    }\n  ": typeof types.RetryMailsDocument,
    "\n    mutation SaveMailSettings($input: SaveMailSettingsInput!) {\n      saveMailSettings(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": typeof types.SaveMailSettingsDocument,
    "\n    mutation SaveMaskingSettings($input: SaveMaskingSettingsInput!) {\n      saveMaskingSettings(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": typeof types.SaveMaskingSettingsDocument,
    "\n    fragment MemberKey on MemberKey {\n      id\n      algorithm\n      hint\n      createdAt\n      createdBy {\n        id\n        name\n      }\n    }\n  ": typeof types.MemberKeyFragmentDoc,
    "\n    query MemberLink {\n      memberKeys {\n        ...MemberKey\n      }\n      memberLinkUse {\n        acceptedAt\n        refusedAt\n        refusal\n      }\n    }\n  ": typeof types.MemberLinkDocument,
    "\n    mutation SaveMemberLink($input: SaveMemberLinkInput!) {\n      saveMemberLink(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": typeof types.SaveMemberLinkDocument,
    "\n    mutation CreateMemberSecret {\n      createMemberSecret {\n        __typename\n        ... on CreatedMemberSecret {\n          secret\n        }\n      }\n    }\n  ": typeof types.CreateMemberSecretDocument,
    "\n    mutation AddMemberPublicKey($publicKey: String!) {\n      addMemberPublicKey(publicKey: $publicKey) {\n        __typename\n      }\n    }\n  ": typeof types.AddMemberPublicKeyDocument,
    "\n    mutation EndMemberKey($keyId: ID!) {\n      endMemberKey(keyId: $keyId)\n    }\n  ": typeof types.EndMemberKeyDocument,
    "\n    mutation SaveRetentionSettings($input: SaveRetentionSettingsInput!) {\n      saveRetentionSettings(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": typeof types.SaveRetentionSettingsDocument,
    "\n  query RetentionForecast {\n    retentionForecast {\n      chats\n      tickets\n      customers\n    }\n  }\n": typeof types.RetentionForecastDocument,
    "\n    fragment WebhookDelivery on WebhookDelivery {\n      id\n      kind\n      at\n      state\n      attempts\n      answer\n      problem\n      nextAt\n    }\n  ": typeof types.WebhookDeliveryFragmentDoc,
    "\n    query WebhookDeliveries($webhookId: ID!, $first: Int!, $after: String) {\n      webhookDeliveries(webhookId: $webhookId, first: $first, after: $after) {\n        edges {\n          node {\n            ...WebhookDelivery\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  ": typeof types.WebhookDeliveriesDocument,
    "\n    mutation SendWebhookAgain($deliveryId: ID!) {\n      sendWebhookAgain(deliveryId: $deliveryId) {\n        __typename\n        ...WebhookDelivery\n      }\n    }\n  ": typeof types.SendWebhookAgainDocument,
    "\n    query WebhookKeys {\n      apiClients {\n        id\n        name\n        scopes\n        expiresAt\n        revokedAt\n      }\n    }\n  ": typeof types.WebhookKeysDocument,
    "\n    mutation CreateWebhook($input: CreateWebhookInput!) {\n      createWebhook(input: $input) {\n        __typename\n        ...ShownSecret\n        ... on InvalidInput {\n          field\n        }\n        ... on TooManyWebhooks {\n          most\n        }\n      }\n    }\n  ": typeof types.CreateWebhookDocument,
    "\n    mutation UpdateWebhook($input: UpdateWebhookInput!) {\n      updateWebhook(input: $input) {\n        __typename\n        ...Webhook\n        ... on InvalidInput {\n          field\n        }\n      }\n    }\n  ": typeof types.UpdateWebhookDocument,
    "\n    fragment Webhook on Webhook {\n      id\n      url\n      kinds\n      pause\n      isFailing\n      succeededAt\n      fields {\n        objects\n        apiClient {\n          id\n          name\n          revokedAt\n          expiresAt\n        }\n      }\n    }\n  ": typeof types.WebhookFragmentDoc,
    "\n    fragment ShownSecret on WebhookSecret {\n      secret\n      webhook {\n        ...Webhook\n      }\n    }\n  ": typeof types.ShownSecretFragmentDoc,
    "\n    query Webhooks {\n      webhooks {\n        ...Webhook\n      }\n    }\n  ": typeof types.WebhooksDocument,
    "\n    mutation PauseWebhook($id: ID!) {\n      pauseWebhook(id: $id) {\n        __typename\n        ...Webhook\n      }\n    }\n  ": typeof types.PauseWebhookDocument,
    "\n    mutation ResumeWebhook($id: ID!) {\n      resumeWebhook(id: $id) {\n        __typename\n        ...Webhook\n      }\n    }\n  ": typeof types.ResumeWebhookDocument,
    "\n    mutation RemoveWebhook($id: ID!) {\n      removeWebhook(id: $id) {\n        __typename\n      }\n    }\n  ": typeof types.RemoveWebhookDocument,
    "\n    mutation RotateWebhookSecret($id: ID!) {\n      rotateWebhookSecret(id: $id) {\n        __typename\n        ...ShownSecret\n      }\n    }\n  ": typeof types.RotateWebhookSecretDocument,
    "\n    mutation TestWebhook($id: ID!) {\n      testWebhook(id: $id) {\n        __typename\n      }\n    }\n  ": typeof types.TestWebhookDocument,
    "\n    query RefusedSites {\n      refusedSites {\n        origin\n        refusedAt\n      }\n    }\n  ": typeof types.RefusedSitesDocument,
    "\n    mutation AddSite($origin: String!) {\n      addSite(origin: $origin) {\n        __typename\n        ...ServiceSettings\n        ... on TooManySites {\n          most\n        }\n      }\n    }\n  ": typeof types.AddSiteDocument,
    "\n    mutation RemoveSite($origin: String!) {\n      removeSite(origin: $origin) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": typeof types.RemoveSiteDocument,
    "\n    query OtherPlaces {\n      account {\n        places {\n          id\n          service {\n            id\n            name\n            switchedOff\n          }\n        }\n      }\n    }\n  ": typeof types.OtherPlacesDocument,
    "\n    query Places {\n      account {\n        places {\n          id\n          availability\n          requests\n          service {\n            id\n            name\n            switchedOff\n          }\n        }\n      }\n    }\n  ": typeof types.PlacesDocument,
    "\n    mutation SignOut {\n      signOut\n    }\n  ": typeof types.SignOutDocument,
    "\n    mutation AcceptInvitation($token: String!, $password: String!, $code: String) {\n      acceptInvitation(token: $token, password: $password, code: $code) {\n        __typename\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": typeof types.AcceptInvitationDocument,
    "\n    query MailsPasswordResets {\n      mailsPasswordResets\n    }\n  ": typeof types.MailsPasswordResetsDocument,
    "\n    mutation RequestPasswordReset($email: String!, $language: Language!) {\n      requestPasswordReset(email: $email, language: $language) {\n        __typename\n        ... on PasswordResetRequest {\n          minutes\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": typeof types.RequestPasswordResetDocument,
    "\n    query Invitation($token: String!) {\n      invitation(token: $token) {\n        email\n        name\n        hasAccount\n        service {\n          name\n        }\n      }\n    }\n  ": typeof types.InvitationDocument,
    "\n    query PasswordReset($token: String!) {\n      passwordReset(token: $token) {\n        email\n      }\n    }\n  ": typeof types.PasswordResetDocument,
    "\n    mutation ResetPassword($token: String!, $newPassword: String!) {\n      resetPassword(token: $token, newPassword: $newPassword) {\n        __typename\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": typeof types.ResetPasswordDocument,
    "\n    mutation LeaveSecondFactor {\n      signOut\n    }\n  ": typeof types.LeaveSecondFactorDocument,
    "\n    mutation BeginSecondFactor($password: String!) {\n      beginSecondFactor(password: $password) {\n        __typename\n        ... on SecondFactorSetup {\n          secret\n          uri\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": typeof types.BeginSecondFactorDocument,
    "\n    mutation ConfirmSecondFactor($code: String!) {\n      confirmSecondFactor(code: $code) {\n        __typename\n        ... on NewRecoveryCodes {\n          codes\n        }\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": typeof types.ConfirmSecondFactorDocument,
    "\n    mutation SetUp($token: String!, $input: SetUpInput!, $password: String!) {\n      setUp(token: $token, input: $input, password: $password) {\n        __typename\n        ... on InvalidInput {\n          field\n          message\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": typeof types.SetUpDocument,
    "\n    query SetupState($token: String!) {\n      setupState(token: $token)\n    }\n  ": typeof types.SetupStateDocument,
    "\n    mutation SignIn($email: String!, $password: String!, $code: String) {\n      signIn(email: $email, password: $password, code: $code) {\n        __typename\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": typeof types.SignInDocument,
    "\n  query SecondFactorState {\n    account {\n      email\n      secondFactorRequired\n      secondFactor {\n        since\n      }\n    }\n  }\n": typeof types.SecondFactorStateDocument,
    "\n  fragment AvailabilityTime on AvailabilityTime {\n    online\n    break\n    offline\n  }\n": typeof types.AvailabilityTimeFragmentDoc,
    "\n  query RosterPage($after: String, $from: DateTime!, $to: DateTime!, $everyonesTime: Boolean!) {\n    agents(first: 100, after: $after) {\n      edges {\n        node {\n          id\n          openChats\n          availabilityTime(from: $from, to: $to) @include(if: $everyonesTime) {\n            ...AvailabilityTime\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    viewer @skip(if: $everyonesTime) {\n      ... on Agent {\n        id\n        availabilityTime(from: $from, to: $to) {\n          ...AvailabilityTime\n        }\n      }\n    }\n  }\n": typeof types.RosterPageDocument,
    "\n  query WhoIsAsking {\n    viewer {\n      __typename\n      ... on Agent {\n        id\n        name\n        email\n        role\n        availability\n        canChat\n        canTicket\n        seesAllChats\n        mayReveal\n        maySeal\n        service {\n          id\n          name\n          switchedOff\n        }\n      }\n    }\n    account {\n      language\n      owner\n    }\n  }\n": typeof types.WhoIsAskingDocument,
    "\n  query StandingNow {\n    viewer {\n      __typename\n      ... on Agent {\n        id\n        service {\n          id\n          switchedOff\n        }\n      }\n    }\n    account {\n      owner\n    }\n  }\n": typeof types.StandingNowDocument,
    "\n  fragment AgentPresence on AgentPresence {\n    availability\n    connected\n    assignable\n    reason\n    since\n    setBy {\n      id\n      name\n    }\n    agent {\n      id\n      name\n      picture {\n        smallPath\n      }\n      role\n      canChat\n      canTicket\n      inAssignment\n      mayChangeAssignment\n      seesAllChats\n      mayReveal\n      maySeal\n    }\n  }\n": typeof types.AgentPresenceFragmentDoc,
    "\n  subscription PresenceChanges {\n    presenceChanges {\n      ...AgentPresence\n    }\n  }\n": typeof types.PresenceChangesDocument,
    "\n  mutation SetAvailability($agentId: ID, $availability: Availability!) {\n    setAvailability(agentId: $agentId, availability: $availability) {\n      __typename\n      ... on Agent {\n        id\n        availability\n      }\n    }\n  }\n": typeof types.SetAvailabilityDocument,
    "\n  mutation SetInAssignment($inAssignment: Boolean!) {\n    setInAssignment(inAssignment: $inAssignment) {\n      __typename\n    }\n  }\n": typeof types.SetInAssignmentDocument,
    "\n    query TicketsOfChat($chatId: ID!) {\n      chat(id: $chatId) {\n        tickets {\n          ...TicketRow\n        }\n      }\n    }\n  ": typeof types.TicketsOfChatDocument,
    "\n    query NewTicketChat($chatId: ID!) {\n      chat(id: $chatId) {\n        title\n        customer {\n          name\n          email\n          emailMasks {\n            id\n          }\n        }\n      }\n    }\n  ": typeof types.NewTicketChatDocument,
    "\n    query FilterInquiryTypes($language: Language!) {\n      inquiryTypes(language: $language) {\n        id\n        path\n        removed\n      }\n    }\n  ": typeof types.FilterInquiryTypesDocument,
    "\n  mutation AddTicketComment($input: AddTicketCommentInput!) {\n    addTicketComment(input: $input) {\n      __typename\n      ... on IllegalTransition {\n        from\n        to\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n": typeof types.AddTicketCommentDocument,
    "\n  mutation CreateTicket($input: CreateTicketInput!) {\n    createTicket(input: $input) {\n      __typename\n      ... on Ticket {\n        ...TicketRow\n      }\n      ... on InvalidInput {\n        field\n      }\n    }\n  }\n": typeof types.CreateTicketDocument,
    "\n  fragment TicketComment on TicketComment {\n    id\n    kind\n    body\n    masks {\n      ...MaskParts\n    }\n    suggestions {\n      ...SuggestionParts\n    }\n    createdAt\n    revision\n    author {\n      id\n      name\n    }\n    apiClient {\n      id\n      name\n    }\n    attachments {\n      ...FileParts\n    }\n  }\n\n  fragment TicketChange on TicketChange {\n    id\n    field\n    before\n    after\n    changedAt\n    revision\n    author {\n      id\n      name\n    }\n    apiClient {\n      id\n      name\n    }\n  }\n\n  fragment TicketDetail on Ticket {\n    ...TicketRow\n    content\n    titleMasks {\n      ...MaskParts\n    }\n    contentMasks {\n      ...MaskParts\n    }\n    emailMasks {\n      ...MaskParts\n    }\n    titleSuggestions {\n      ...SuggestionParts\n    }\n    contentSuggestions {\n      ...SuggestionParts\n    }\n    language\n    tags\n    changedAt\n    erasedAt\n    nextStatuses\n    creator {\n      id\n      name\n    }\n    apiClient {\n      id\n      name\n    }\n    attachments {\n      ...FileParts\n    }\n    comments {\n      ...TicketComment\n    }\n    changes {\n      ...TicketChange\n    }\n  }\n": typeof types.TicketCommentFragmentDoc,
    "\n  query TicketNow($ticketId: ID!) {\n    ticket(id: $ticketId) {\n      ...TicketDetail\n    }\n  }\n": typeof types.TicketNowDocument,
    "\n  subscription TicketChanges($ticketId: ID!) {\n    ticketChanges(ticketId: $ticketId) {\n      ...TicketDetail\n    }\n  }\n": typeof types.TicketChangesDocument,
    "\n  mutation TakeTicket($ticketId: ID!) {\n    takeTicket(ticketId: $ticketId) {\n      __typename\n      ... on Ticket {\n        ...TicketDetail\n      }\n      ... on TicketTaken {\n        ticket {\n          ...TicketDetail\n        }\n      }\n    }\n  }\n": typeof types.TakeTicketDocument,
    "\n  mutation UpdateTicket($input: UpdateTicketInput!) {\n    updateTicket(input: $input) {\n      __typename\n      ... on Ticket {\n        ...TicketDetail\n      }\n      ... on StaleTicket {\n        fields\n        ticket {\n          ...TicketDetail\n        }\n      }\n      ... on IllegalTransition {\n        from\n        to\n      }\n    }\n  }\n": typeof types.UpdateTicketDocument,
    "\n  query TicketList($filter: TicketFilter!, $orderBy: TicketOrder!, $first: Int!, $after: String) {\n    tickets(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n      edges {\n        node {\n          ...TicketRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.TicketListDocument,
    "\n  query TicketCountsNow {\n    ticketCounts {\n      ...TicketCounts\n    }\n  }\n\n  fragment TicketCounts on TicketCounts {\n    unassigned\n    open\n    pending\n  }\n": typeof types.TicketCountsNowDocument,
    "\n  fragment TicketRow on Ticket {\n    id\n    number\n    title\n    status\n    priority\n    channel\n    email\n    emailMasks {\n      id\n    }\n    revision\n    createdAt\n    inquiryType {\n      id\n      path\n      removed\n    }\n    customer {\n      id\n      name\n    }\n    assignee {\n      id\n      name\n    }\n    chat {\n      id\n    }\n  }\n": typeof types.TicketRowFragmentDoc,
    "\n  subscription TicketListChanges {\n    ticketListChanges {\n      ...TicketRow\n    }\n  }\n": typeof types.TicketListChangesDocument,
    "\n  fragment TranscriptChat on Chat {\n    id\n    revision\n    state\n    title\n    processed\n    requestedAt\n    openedAt\n    answeredAt\n    customerEndedAt\n    closedAt\n    agent {\n      id\n      name\n    }\n    rating {\n      verdict\n      ratedAt\n    }\n    ...RatingState\n  }\n": typeof types.TranscriptChatFragmentDoc,
    "\n  fragment TranscriptMessage on Message {\n    id\n    seq\n    revision\n    key\n    sender\n    senderName\n    senderPicture {\n      smallPath\n    }\n    event\n    body\n    sentAt\n    attachments {\n      ...FileParts\n    }\n    masks {\n      ...MaskParts\n    }\n    suggestions {\n      ...SuggestionParts\n    }\n  }\n": typeof types.TranscriptMessageFragmentDoc,
    "\n  fragment TranscriptNote on ChatNote {\n    id\n    body\n    revision\n    afterSeq\n    createdAt\n    author {\n      name\n    }\n    apiClient {\n      name\n    }\n    masks {\n      ...MaskParts\n    }\n    suggestions {\n      ...SuggestionParts\n    }\n  }\n": typeof types.TranscriptNoteFragmentDoc,
    "\n  query TranscriptEnd($chatId: ID!, $last: Int!) {\n    epoch\n    chat(id: $chatId) {\n      ...TranscriptChat\n      notes {\n        ...TranscriptNote\n      }\n      messages(last: $last) {\n        edges {\n          node {\n            ...TranscriptMessage\n          }\n        }\n        pageInfo {\n          hasPreviousPage\n          startCursor\n        }\n      }\n    }\n  }\n": typeof types.TranscriptEndDocument,
    "\n  subscription TranscriptChanges($chatId: ID!, $after: Int!, $epoch: String!) {\n    chatChanges(chatId: $chatId, after: $after, epoch: $epoch) {\n      revision\n      chat {\n        ...TranscriptChat\n      }\n      messages {\n        ...TranscriptMessage\n      }\n      notes {\n        ...TranscriptNote\n      }\n    }\n  }\n": typeof types.TranscriptChangesDocument,
};
const documents: Documents = {
    "\n    query OwnAccount {\n      account {\n        email\n        name\n        picture {\n          path\n        }\n        language\n        mailsAssignedTickets\n        secondFactorRequired\n        secondFactor {\n          since\n          recoveryCodesLeft\n        }\n        places {\n          id\n          service {\n            name\n          }\n        }\n        sessions {\n          id\n          device\n          browser\n          os\n          ipAddress\n          signedInAt\n          current\n        }\n      }\n    }\n  ": types.OwnAccountDocument,
    "\n    mutation SaveMailChoice($on: Boolean!) {\n      saveAccount(input: { mailsAssignedTickets: $on }) {\n        __typename\n        ... on Account {\n          mailsAssignedTickets\n        }\n      }\n    }\n  ": types.SaveMailChoiceDocument,
    "\n    mutation ChangePassword($password: String!, $newPassword: String!) {\n      changePassword(password: $password, newPassword: $newPassword) {\n        __typename\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": types.ChangePasswordDocument,
    "\n    mutation SavePicture($token: String) {\n      savePicture(token: $token) {\n        __typename\n        ... on Account {\n          picture {\n            path\n          }\n        }\n      }\n    }\n  ": types.SavePictureDocument,
    "\n    mutation SaveAccount($input: SaveAccountInput!) {\n      saveAccount(input: $input) {\n        __typename\n        ... on Account {\n          name\n          language\n        }\n      }\n    }\n  ": types.SaveAccountDocument,
    "\n    mutation SwitchOffSecondFactor($password: String!, $code: String!) {\n      outcome: switchOffSecondFactor(password: $password, code: $code) {\n        __typename\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": types.SwitchOffSecondFactorDocument,
    "\n    mutation RenewRecoveryCodes($password: String!, $code: String!) {\n      outcome: renewRecoveryCodes(password: $password, code: $code) {\n        __typename\n        ... on NewRecoveryCodes {\n          codes\n        }\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": types.RenewRecoveryCodesDocument,
    "\n    mutation EndSession($sessionId: ID!) {\n      endSession(sessionId: $sessionId) {\n        __typename\n      }\n    }\n  ": types.EndSessionDocument,
    "\n    mutation SignOutEverywhere {\n      signOutEverywhere\n    }\n  ": types.SignOutEverywhereDocument,
    "\n    query ChatsOfCustomer($id: ID!, $first: Int!, $after: String) {\n      customer(id: $id) {\n        id\n        chats(first: $first, after: $after) {\n          edges {\n            node {\n              ...OtherChat\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  ": types.ChatsOfCustomerDocument,
    "\n    query TicketsOfCustomer($id: ID!, $first: Int!, $after: String) {\n      tickets(filter: { customerId: $id }, first: $first, after: $after) {\n        edges {\n          node {\n            ...TicketRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  ": types.TicketsOfCustomerDocument,
    "\n  fragment CustomerRecord on Customer {\n    ...CustomerTexts\n    saidName\n    saidEmail\n    saidPhone\n    verified\n    verifiedSaid\n    memberId\n    createdAt\n    erasedAt\n    duplicates {\n      id\n      name\n      email\n    }\n    mergedRecords {\n      id\n      name\n      email\n      phone\n      createdAt\n      merge {\n        id\n        mergedAt\n        undoableUntil\n        agent {\n          id\n          name\n        }\n      }\n    }\n    consents {\n      noticeVersion\n      language\n      agreedAt\n      ipAddress\n    }\n  }\n": types.CustomerRecordFragmentDoc,
    "\n  query OneCustomer($id: ID!) {\n    customer(id: $id) {\n      ...CustomerRecord\n    }\n  }\n": types.OneCustomerDocument,
    "\n  mutation SaveCustomer($input: SaveCustomerInput!) {\n    saveCustomer(input: $input) {\n      __typename\n      ...CustomerRecord\n      ... on StaleCustomer {\n        customer {\n          ...CustomerRecord\n        }\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": types.SaveCustomerDocument,
    "\n  mutation UndoMerge($mergeId: ID!) {\n    undoMerge(mergeId: $mergeId) {\n      __typename\n    }\n  }\n": types.UndoMergeDocument,
    "\n  mutation EraseCustomer($customerId: ID!) {\n    eraseCustomer(customerId: $customerId) {\n      __typename\n      ...CustomerRecord\n    }\n  }\n": types.EraseCustomerDocument,
    "\n  fragment CustomerRow on Customer {\n    id\n    name\n    email\n    phone\n    createdAt\n    chats(first: 1) {\n      edges {\n        node {\n          id\n          requestedAt\n        }\n      }\n    }\n  }\n": types.CustomerRowFragmentDoc,
    "\n  query CustomerList($filter: CustomerFilter!, $first: Int!, $after: String) {\n    customers(filter: $filter, first: $first, after: $after) {\n      edges {\n        node {\n          ...CustomerRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.CustomerListDocument,
    "\n    subscription LineChanges {\n      waitingLine {\n        count\n        oldestAt\n      }\n    }\n  ": types.LineChangesDocument,
    "\n  fragment DeskChat on Chat {\n    id\n    revision\n    state\n    title\n    language\n    requestedAt\n    openedAt\n    customerEndedAt\n    unreadCount\n    lastSeq\n    agentDeliveredSeq\n    lastMessage {\n      id\n      sender\n      body\n      sentAt\n      attachments {\n        mediaType\n      }\n    }\n    customer {\n      id\n      name\n      email\n      phone\n    }\n    ...RatingState\n  }\n": types.DeskChatFragmentDoc,
    "\n  subscription DeskChanges {\n    deskChanges {\n      removed\n      chat {\n        ...DeskChat\n      }\n    }\n  }\n": types.DeskChangesDocument,
    "\n  query ChatsOfMine {\n    chats(filter: { mine: true, states: [REQUESTED, ACTIVE, ENDED_BY_CUSTOMER] }, first: 100) {\n      edges {\n        node {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": types.ChatsOfMineDocument,
    "\n  mutation MarkReceived($chatId: ID!, $deliveredUpTo: Int!) {\n    markRead(chatId: $chatId, seq: 0, deliveredUpTo: $deliveredUpTo) {\n      __typename\n    }\n  }\n": types.MarkReceivedDocument,
    "\n  mutation OpenChat($chatId: ID!) {\n    openChat(chatId: $chatId) {\n      __typename\n      ...DeskChat\n    }\n  }\n": types.OpenChatDocument,
    "\n  mutation EndChatAtDesk($chatId: ID!) {\n    endChat(chatId: $chatId) {\n      __typename\n      ...DeskChat\n    }\n  }\n": types.EndChatAtDeskDocument,
    "\n  mutation TransferChat($chatId: ID!, $agentId: ID!, $note: String) {\n    transferChat(input: { chatId: $chatId, agentId: $agentId, note: $note }) {\n      __typename\n      ...DeskChat\n    }\n  }\n": types.TransferChatDocument,
    "\n  query WhereIsChat($chatId: ID!) {\n    chat(id: $chatId) {\n      id\n      state\n      agent {\n        id\n        name\n      }\n    }\n  }\n": types.WhereIsChatDocument,
    "\n  mutation AddChatNote($input: AddChatNoteInput!) {\n    addChatNote(input: $input) {\n      __typename\n    }\n  }\n": types.AddChatNoteDocument,
    "\n    query FilterCategories {\n      categories {\n        id\n        path\n        removed\n      }\n    }\n  ": types.FilterCategoriesDocument,
    "\n  fragment HistoryRow on Chat {\n    id\n    state\n    title\n    requestedAt\n    closedAt\n    processed\n    category {\n      id\n      path\n    }\n    agent {\n      id\n      name\n    }\n    rating {\n      verdict\n    }\n  }\n": types.HistoryRowFragmentDoc,
    "\n  query ChatHistory($filter: ChatFilter!, $orderBy: ChatOrder!, $first: Int!, $after: String) {\n    chats(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n      edges {\n        node {\n          ...HistoryRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ChatHistoryDocument,
    "\n    fragment HoldView on Hold {\n      reason\n      heldAt\n      heldBy {\n        id\n        name\n      }\n    }\n  ": types.HoldViewFragmentDoc,
    "\n    query HoldOf($id: ID!) {\n      node(id: $id) {\n        __typename\n        ... on Chat {\n          id\n          hold {\n            ...HoldView\n          }\n        }\n        ... on Ticket {\n          id\n          hold {\n            ...HoldView\n          }\n        }\n        ... on Customer {\n          id\n          hold {\n            ...HoldView\n          }\n        }\n      }\n    }\n  ": types.HoldOfDocument,
    "\n    mutation PutHold($id: ID!, $reason: String!) {\n      putHold(id: $id, reason: $reason) {\n        __typename\n        ... on HoldState {\n          hold {\n            ...HoldView\n          }\n        }\n      }\n    }\n  ": types.PutHoldDocument,
    "\n    mutation LiftHold($id: ID!) {\n      liftHold(id: $id) {\n        __typename\n        ... on HoldState {\n          hold {\n            ...HoldView\n          }\n        }\n      }\n    }\n  ": types.LiftHoldDocument,
    "\n    query CategoriesToChoose {\n      categories {\n        id\n        path\n        removed\n      }\n    }\n  ": types.CategoriesToChooseDocument,
    "\n    mutation LookUpCustomerData($customerId: ID!) {\n      lookUpCustomerData(customerId: $customerId) {\n        __typename\n        ... on CustomerData {\n          fetchedAt\n          fields {\n            ...CompanyDataField\n          }\n        }\n        ...CompanyDataFailure\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": types.LookUpCustomerDataDocument,
    "\n    query OtherChatsOfCustomer($chatId: ID!, $first: Int!, $after: String) {\n      chat(id: $chatId) {\n        earlierChats(first: $first, after: $after) {\n          edges {\n            node {\n              ...OtherChat\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n\n    fragment OtherChat on Chat {\n      id\n      requestedAt\n      processed\n      rating {\n        verdict\n      }\n      agent {\n        id\n        name\n      }\n      category {\n        id\n        path\n      }\n    }\n  ": types.OtherChatsOfCustomerDocument,
    "\n    mutation SettleSaid($input: SettleSaidInput!) {\n      settleSaid(input: $input) {\n        __typename\n      }\n    }\n  ": types.SettleSaidDocument,
    "\n  fragment ChatInfo on Chat {\n    id\n    revision\n    state\n    language\n    requestedAt\n    openedAt\n    customerEndedAt\n    closedAt\n    erasedAt\n    agent {\n      id\n      name\n    }\n    infoVersion\n    customer {\n      ...CustomerTexts\n      saidName\n      saidEmail\n      saidPhone\n      verified\n      verifiedSaid\n      memberId\n      erasedAt\n      duplicates {\n        id\n        name\n      }\n    }\n    category {\n      id\n      path\n      removed\n    }\n    note\n    noteMasks {\n      ...MaskParts\n    }\n    noteSuggestions {\n      ...SuggestionParts\n    }\n    origin {\n      device\n      browser\n      os\n      ipAddress\n      page\n    }\n  }\n": types.ChatInfoFragmentDoc,
    "\n  fragment CompanyDataField on CustomerDataField {\n    label {\n      ko\n      en\n    }\n    value\n    kind\n    link\n  }\n": types.CompanyDataFieldFragmentDoc,
    "\n  fragment CompanyDataFailure on CustomerDataFailed {\n    problem\n    status\n    part\n  }\n": types.CompanyDataFailureFragmentDoc,
    "\n  fragment CustomerTexts on Customer {\n    id\n    infoVersion\n    name\n    email\n    phone\n    memo\n    nameMasks {\n      ...MaskParts\n    }\n    emailMasks {\n      ...MaskParts\n    }\n    phoneMasks {\n      ...MaskParts\n    }\n    memoMasks {\n      ...MaskParts\n    }\n    memoSuggestions {\n      ...SuggestionParts\n    }\n  }\n": types.CustomerTextsFragmentDoc,
    "\n  query InfoOfChat($chatId: ID!) {\n    chat(id: $chatId) {\n      ...ChatInfo\n    }\n  }\n": types.InfoOfChatDocument,
    "\n  mutation SaveChatInfo($input: SaveChatInfoInput!) {\n    saveChatInfo(input: $input) {\n      __typename\n      ...ChatInfo\n      ... on StaleInfo {\n        chat {\n          ...ChatInfo\n        }\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": types.SaveChatInfoDocument,
    "\n  mutation MergeCustomers($fromId: ID!, $intoId: ID!) {\n    mergeCustomers(fromId: $fromId, intoId: $intoId) {\n      __typename\n    }\n  }\n": types.MergeCustomersDocument,
    "\n    fragment MaskParts on Mask {\n      id\n      start\n      end\n      maskedAt\n      maskedBy {\n        name\n      }\n      apiClient {\n        name\n      }\n      sealed\n    }\n  ": types.MaskPartsFragmentDoc,
    "\n    fragment SuggestionParts on MaskSuggestion {\n      kind\n      start\n      end\n    }\n  ": types.SuggestionPartsFragmentDoc,
    "\n  query SameElsewhere($maskId: ID!) {\n    node(id: $maskId) {\n      __typename\n      ... on Mask {\n        sameElsewhere {\n          objectId\n          field\n          revision\n          start\n          end\n        }\n      }\n    }\n  }\n": types.SameElsewhereDocument,
    "\n  mutation MaskElsewhere($input: [MaskTextInput!]!) {\n    maskTexts(input: $input) {\n      __typename\n      ... on MaskedTexts {\n        refused {\n          objectId\n          field\n        }\n      }\n    }\n  }\n": types.MaskElsewhereDocument,
    "\n  fragment MaskedMessage on Message {\n    key\n    ...TranscriptMessage\n  }\n": types.MaskedMessageFragmentDoc,
    "\n  fragment MaskedObject on MaskableObject {\n    __typename\n    ...MaskedMessage\n    ...TranscriptNote\n  }\n": types.MaskedObjectFragmentDoc,
    "\n  mutation MaskMessage($input: MaskMessageInput!) {\n    maskMessage(input: $input) {\n      __typename\n      ...MaskedMessage\n      ... on StaleRevision {\n        current {\n          ...MaskedMessage\n        }\n      }\n    }\n  }\n": types.MaskMessageDocument,
    "\n  mutation MaskText($input: MaskTextInput!) {\n    maskText(input: $input) {\n      __typename\n      ...MaskedObject\n      ... on StaleText {\n        current {\n          ...MaskedObject\n        }\n      }\n    }\n  }\n": types.MaskTextDocument,
    "\n  mutation UnmaskText($maskId: ID!) {\n    unmaskText(maskId: $maskId) {\n      __typename\n      ...MaskedObject\n    }\n  }\n": types.UnmaskTextDocument,
    "\n  mutation RevealMask($maskId: ID!, $reason: String!) {\n    revealMask(maskId: $maskId, reason: $reason) {\n      __typename\n      ... on RevealedMask {\n        text\n        expiresAt\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n": types.RevealMaskDocument,
    "\n  mutation SealMask($maskId: ID!) {\n    sealMask(maskId: $maskId) {\n      __typename\n      ...MaskedObject\n    }\n  }\n": types.SealMaskDocument,
    "\n  fragment FileParts on Attachment {\n    id\n    name\n    mediaType\n    size\n    width\n    height\n    path\n    thumbnailPath\n    revision\n  }\n\n  fragment MaskedFile on Attachment {\n    ...FileParts\n    regions {\n      id\n      x\n      y\n      width\n      height\n      maskedAt\n      maskedBy {\n        name\n      }\n      apiClient {\n        name\n      }\n      sealed\n    }\n  }\n": types.FilePartsFragmentDoc,
    "\n  query FileNow($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...MaskedFile\n    }\n  }\n": types.FileNowDocument,
    "\n  mutation MaskRegion($input: MaskRegionInput!) {\n    maskRegion(input: $input) {\n      __typename\n      ...MaskedFile\n      ... on StaleRevision {\n        current {\n          attachments {\n            ...MaskedFile\n          }\n        }\n      }\n      ... on StaleText {\n        current {\n          ... on Message {\n            attachments {\n              ...MaskedFile\n            }\n          }\n          ... on Ticket {\n            attachments {\n              ...MaskedFile\n            }\n          }\n          ... on TicketComment {\n            attachments {\n              ...MaskedFile\n            }\n          }\n        }\n      }\n    }\n  }\n": types.MaskRegionDocument,
    "\n  mutation UnmaskRegion($regionId: ID!) {\n    unmaskRegion(regionId: $regionId) {\n      __typename\n      ...MaskedFile\n    }\n  }\n": types.UnmaskRegionDocument,
    "\n  mutation RevealRegion($regionId: ID!, $reason: String!) {\n    revealRegion(regionId: $regionId, reason: $reason) {\n      __typename\n      ... on RevealedRegion {\n        path\n        expiresAt\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n": types.RevealRegionDocument,
    "\n  mutation SealRegion($regionId: ID!) {\n    sealRegion(regionId: $regionId) {\n      __typename\n      ...MaskedFile\n    }\n  }\n": types.SealRegionDocument,
    "\n    fragment OrganisationAccountRow on OrganisationAccount {\n      id\n      email\n      name\n      owner\n      secondFactor\n      lockedAt\n      joined\n      keys {\n        id\n        name\n        lastUsedAt\n        service {\n          id\n          name\n        }\n      }\n      places {\n        role\n        invited\n        service {\n          id\n          name\n        }\n      }\n    }\n  ": types.OrganisationAccountRowFragmentDoc,
    "\n    mutation LockAccount($accountId: ID!) {\n      outcome: lockAccount(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  ": types.LockAccountDocument,
    "\n    mutation UnlockAccount($accountId: ID!) {\n      outcome: unlockAccount(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  ": types.UnlockAccountDocument,
    "\n    mutation MakeOwner($accountId: ID!) {\n      outcome: makeOwner(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  ": types.MakeOwnerDocument,
    "\n    mutation UnmakeOwner($accountId: ID!) {\n      outcome: unmakeOwner(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  ": types.UnmakeOwnerDocument,
    "\n    mutation ResetSecondFactor($accountId: ID!) {\n      outcome: resetSecondFactor(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  ": types.ResetSecondFactorDocument,
    "\n    mutation RevokeOrganisationKey($keyId: ID!) {\n      outcome: revokeOrganisationKey(keyId: $keyId) {\n        __typename\n      }\n    }\n  ": types.RevokeOrganisationKeyDocument,
    "\n    query OrganisationAccounts($text: String, $first: Int!, $after: String) {\n      organisation {\n        accounts(text: $text, first: $first, after: $after) {\n          edges {\n            node {\n              ...OrganisationAccountRow\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  ": types.OrganisationAccountsDocument,
    "\n    mutation LimitContract($serviceId: ID!, $mayHold: [Feature!]!) {\n      limitContract(serviceId: $serviceId, mayHold: $mayHold) {\n        __typename\n        ...OrganisationServiceRow\n      }\n    }\n  ": types.LimitContractDocument,
    "\n    fragment OrganisationChange on OrganisationChange {\n      id\n      changedAt\n      field\n      before\n      after\n      author {\n        id\n        name\n      }\n      service {\n        id\n        name\n      }\n      account {\n        id\n        name\n      }\n    }\n  ": types.OrganisationChangeFragmentDoc,
    "\n    query OrganisationLog($first: Int!, $after: String) {\n      organisation {\n        changes(first: $first, after: $after) {\n          edges {\n            node {\n              ...OrganisationChange\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  ": types.OrganisationLogDocument,
    "\n    query OrganisationName {\n      organisation {\n        name\n      }\n    }\n  ": types.OrganisationNameDocument,
    "\n    mutation SaveOrganisation($input: SaveOrganisationInput!) {\n      saveOrganisation(input: $input) {\n        __typename\n        ... on Organisation {\n          name\n        }\n      }\n    }\n  ": types.SaveOrganisationDocument,
    "\n    mutation CreateService($input: CreateServiceInput!) {\n      createService(input: $input) {\n        __typename\n        ... on CreatedService {\n          service {\n            ...OrganisationServiceRow\n          }\n          invited {\n            ...InvitedAgent\n          }\n        }\n        ... on InvalidInput {\n          field\n          message\n        }\n      }\n    }\n  ": types.CreateServiceDocument,
    "\n    query SecondFactorRule {\n      organisation {\n        secondFactorRequired\n      }\n    }\n  ": types.SecondFactorRuleDocument,
    "\n    mutation RequireSecondFactor($required: Boolean!) {\n      requireSecondFactor(required: $required) {\n        __typename\n        ... on Organisation {\n          secondFactorRequired\n        }\n      }\n    }\n  ": types.RequireSecondFactorDocument,
    "\n    fragment OrganisationServiceRow on OrganisationService {\n      id\n      slug\n      name\n      switchedOffAt\n      agents\n      mayHold\n    }\n  ": types.OrganisationServiceRowFragmentDoc,
    "\n    mutation SwitchService($serviceId: ID!, $on: Boolean!) {\n      switchService(serviceId: $serviceId, on: $on) {\n        __typename\n        ...OrganisationServiceRow\n      }\n    }\n  ": types.SwitchServiceDocument,
    "\n    query OrganisationServices($first: Int!, $after: String) {\n      organisation {\n        services(first: $first, after: $after) {\n          edges {\n            node {\n              ...OrganisationServiceRow\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  ": types.OrganisationServicesDocument,
    "\n    query OwnServices {\n      account {\n        places {\n          id\n          service {\n            id\n          }\n        }\n      }\n    }\n  ": types.OwnServicesDocument,
    "\n    query InquiryTypesToChoose($language: Language!) {\n      inquiryTypes(language: $language) {\n        id\n        path\n        removed\n      }\n    }\n  ": types.InquiryTypesToChooseDocument,
    "\n    fragment RatingState on Chat {\n      id\n      ratingRequestedAt\n      ratingClosesAt\n      rating {\n        verdict\n      }\n    }\n  ": types.RatingStateFragmentDoc,
    "\n    mutation RequestRating($chatId: ID!) {\n      requestRating(chatId: $chatId) {\n        __typename\n        ... on Chat {\n          id\n          ratingRequestedAt\n        }\n      }\n    }\n  ": types.RequestRatingDocument,
    "\n  fragment CannedReplyParts on CannedReply {\n    id\n    shortcut\n    body\n  }\n": types.CannedReplyPartsFragmentDoc,
    "\n  query CannedReplyList {\n    cannedReplies {\n      ...CannedReplyParts\n    }\n  }\n": types.CannedReplyListDocument,
    "\n  fragment ServiceSettings on ServiceSettings {\n    revision\n    features\n    mayHold\n    consentVersion\n    general {\n      name {\n        ko\n        en\n      }\n      logo {\n        path\n      }\n      slug\n      languages\n      timeZone\n    }\n    helpCenter {\n      chat\n      inquiry\n    }\n    mail {\n      quotesAnswers\n    }\n    sites {\n      origin\n      readable\n    }\n    memberLink {\n      enabled\n      membersOnly\n    }\n    customerDataLink {\n      enabled\n    }\n    masking {\n      rules {\n        kind\n        action\n      }\n      sealAfterDays\n    }\n    retention {\n      chatMonths\n      ticketMonths\n      customerMonths\n      beginsAt\n    }\n    chat {\n      files\n      greeting {\n        ko\n        en\n      }\n      ratingMessage {\n        ko\n        en\n      }\n      absentText {\n        ko\n        en\n      }\n      defaultRatingMessage {\n        ko\n        en\n      }\n      recentAgentFirst\n      seats\n      requestedGraceSeconds\n      activeGraceSeconds\n      idleMinutes\n      hours {\n        timeZone\n        week {\n          day\n          from\n          to\n        }\n        holidays {\n          date\n          name\n        }\n      }\n    }\n  }\n": types.ServiceSettingsFragmentDoc,
    "\n  subscription SettingsChanges {\n    settingsChanges {\n      ...ServiceSettings\n    }\n  }\n": types.SettingsChangesDocument,
    "\n    mutation SaveAgent($input: SaveAgentInput!) {\n      saveAgent(input: $input) {\n        __typename\n        ...AgentRow\n      }\n    }\n  ": types.SaveAgentDocument,
    "\n    mutation RemoveAgent($agentId: ID!) {\n      removeAgent(agentId: $agentId) {\n        __typename\n      }\n    }\n  ": types.RemoveAgentDocument,
    "\n    mutation RenewInvitation($agentId: ID!) {\n      renewInvitation(agentId: $agentId) {\n        __typename\n        ...InvitedAgent\n      }\n    }\n  ": types.RenewInvitationDocument,
    "\n    query Agents($text: String, $first: Int!, $after: String) {\n      agents(text: $text, first: $first, after: $after) {\n        edges {\n          node {\n            ...AgentRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  ": types.AgentsDocument,
    "\n    fragment ChangeLogEntry on ChangeLogEntry {\n      id\n      changedAt\n      field\n      before\n      after\n      author {\n        id\n        name\n      }\n      apiClient {\n        id\n        name\n      }\n      agent {\n        id\n        name\n      }\n    }\n  ": types.ChangeLogEntryFragmentDoc,
    "\n    query ChangeLog($first: Int!, $after: String) {\n      changeLog(first: $first, after: $after) {\n        edges {\n          node {\n            ...ChangeLogEntry\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  ": types.ChangeLogDocument,
    "\n    mutation InviteAgent($input: InviteAgentInput!) {\n      inviteAgent(input: $input) {\n        __typename\n        ...InvitedAgent\n        ... on InvalidInput {\n          field\n          message\n        }\n      }\n    }\n  ": types.InviteAgentDocument,
    "\n  fragment AgentRow on Agent {\n    id\n    name\n    email\n    role\n    canChat\n    canTicket\n    inAssignment\n    mayChangeAssignment\n    seesAllChats\n    mayReveal\n    maySeal\n    invited\n    invitationExpiresAt\n  }\n": types.AgentRowFragmentDoc,
    "\n  fragment InvitedAgent on InvitedAgent {\n    link\n    mail\n    agent {\n      ...AgentRow\n    }\n  }\n": types.InvitedAgentFragmentDoc,
    "\n  fragment ApiKey on ApiClient {\n    id\n    name\n    scopes\n    allowedAddresses\n    expiresAt\n    revokedAt\n    lastUsedAt\n    lastUsedAddress\n    secrets {\n      prefix\n    }\n  }\n": types.ApiKeyFragmentDoc,
    "\n  query ApiKeys {\n    apiClients {\n      ...ApiKey\n    }\n  }\n": types.ApiKeysDocument,
    "\n  mutation CreateApiKey($input: CreateApiClientInput!) {\n    createApiClient(input: $input) {\n      __typename\n      ... on CreatedApiClient {\n        secret\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": types.CreateApiKeyDocument,
    "\n  mutation UpdateApiKey($input: UpdateApiClientInput!) {\n    updateApiClient(input: $input) {\n      __typename\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": types.UpdateApiKeyDocument,
    "\n  mutation RotateApiKey($id: ID!) {\n    rotateApiClientSecret(id: $id) {\n      __typename\n      ... on CreatedApiClient {\n        secret\n      }\n    }\n  }\n": types.RotateApiKeyDocument,
    "\n  mutation EndFormerApiKey($id: ID!) {\n    endFormerApiClientSecret(id: $id) {\n      __typename\n    }\n  }\n": types.EndFormerApiKeyDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiClient(id: $id) {\n      __typename\n    }\n  }\n": types.RevokeApiKeyDocument,
    "\n    fragment AuditRow on AuditEntry {\n      id\n      at\n      action\n      agent {\n        id\n        name\n      }\n      apiClient {\n        id\n        name\n      }\n      chat {\n        id\n        title\n      }\n      customerId\n      messageId\n      maskId\n      reason\n    }\n  ": types.AuditRowFragmentDoc,
    "\n    query AuditLog($filter: AuditFilter!, $first: Int!, $after: String) {\n      auditLog(filter: $filter, first: $first, after: $after) {\n        edges {\n          node {\n            ...AuditRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  ": types.AuditLogDocument,
    "\n  mutation SaveCannedReply($input: SaveCannedReplyInput!) {\n    saveCannedReply(input: $input) {\n      __typename\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": types.SaveCannedReplyDocument,
    "\n  mutation RemoveCannedReply($cannedReplyId: ID!) {\n    removeCannedReply(cannedReplyId: $cannedReplyId) {\n      __typename\n    }\n  }\n": types.RemoveCannedReplyDocument,
    "\n  mutation MoveCannedReply($cannedReplyId: ID!, $before: ID) {\n    moveCannedReply(cannedReplyId: $cannedReplyId, before: $before) {\n      __typename\n    }\n  }\n": types.MoveCannedReplyDocument,
    "\n  query CategoryTreeOfService {\n    categories {\n      id\n      name\n      level\n      parentId\n    }\n  }\n": types.CategoryTreeOfServiceDocument,
    "\n  mutation SaveCategory($input: SaveCategoryInput!) {\n    saveCategory(input: $input) {\n      __typename\n      ... on InvalidInput {\n        message\n      }\n    }\n  }\n": types.SaveCategoryDocument,
    "\n  mutation RemoveCategory($categoryId: ID!) {\n    removeCategory(categoryId: $categoryId) {\n      __typename\n    }\n  }\n": types.RemoveCategoryDocument,
    "\n  mutation MoveCategory($categoryId: ID!, $before: ID) {\n    moveCategory(categoryId: $categoryId, before: $before) {\n      __typename\n    }\n  }\n": types.MoveCategoryDocument,
    "\n  mutation SaveChatSettings($input: SaveChatSettingsInput!) {\n    saveChatSettings(input: $input) {\n      __typename\n      ...ServiceSettings\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": types.SaveChatSettingsDocument,
    "\n    query Checklist {\n      checklist {\n        items {\n          kind\n          done\n        }\n      }\n    }\n  ": types.ChecklistDocument,
    "\n    mutation ConfirmChecklistItem($kind: ChecklistKind!) {\n      confirmChecklistItem(kind: $kind) {\n        __typename\n        ... on Checklist {\n          items {\n            kind\n            done\n          }\n        }\n      }\n    }\n  ": types.ConfirmChecklistItemDocument,
    "\n    mutation DismissChecklist {\n      dismissChecklist {\n        __typename\n        ... on Checklist {\n          items {\n            kind\n            done\n          }\n        }\n      }\n    }\n  ": types.DismissChecklistDocument,
    "\n  fragment ConsentDraft on ConsentDraft {\n    revision\n    published\n    changedAt\n    author {\n      id\n      name\n    }\n    purpose {\n      ko\n      en\n    }\n    items {\n      ko\n      en\n    }\n    retention {\n      ko\n      en\n    }\n    refusal {\n      ko\n      en\n    }\n  }\n": types.ConsentDraftFragmentDoc,
    "\n  fragment ConsentVersion on ConsentVersion {\n    version\n    current\n    publishedAt\n    publishedBy {\n      id\n      name\n    }\n    notices {\n      language\n      purpose\n      items\n      retention\n      refusal\n    }\n  }\n": types.ConsentVersionFragmentDoc,
    "\n  query ConsentNotices {\n    consentDraft {\n      ...ConsentDraft\n    }\n    consentVersions {\n      ...ConsentVersion\n    }\n  }\n": types.ConsentNoticesDocument,
    "\n  mutation SaveConsentDraft($input: SaveConsentDraftInput!) {\n    saveConsentDraft(input: $input) {\n      __typename\n      ...ConsentDraft\n      ... on StaleConsentDraft {\n        draft {\n          ...ConsentDraft\n        }\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": types.SaveConsentDraftDocument,
    "\n  mutation PublishConsentDraft($revision: Int!) {\n    publishConsentDraft(revision: $revision) {\n      __typename\n      ... on StaleConsentDraft {\n        draft {\n          ...ConsentDraft\n        }\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": types.PublishConsentDraftDocument,
    "\n    mutation SaveContract($input: SaveContractInput!) {\n      saveContract(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": types.SaveContractDocument,
    "\n    fragment CustomerDataLink on CustomerDataLink {\n      enabled\n      url\n      sendsEmail\n      sendsPhone\n      secretMadeAt\n      formerEndsAt\n    }\n  ": types.CustomerDataLinkFragmentDoc,
    "\n    query CustomerDataLink {\n      customerDataLink {\n        ...CustomerDataLink\n      }\n    }\n  ": types.CustomerDataLinkDocument,
    "\n    mutation SaveCustomerDataLink($input: SaveCustomerDataLinkInput!) {\n      saveCustomerDataLink(input: $input) {\n        __typename\n        ...CustomerDataLink\n        ... on InvalidInput {\n          field\n        }\n      }\n    }\n  ": types.SaveCustomerDataLinkDocument,
    "\n    mutation RotateCustomerDataSecret {\n      rotateCustomerDataSecret {\n        __typename\n        ... on CustomerDataSecret {\n          secret\n          link {\n            ...CustomerDataLink\n          }\n        }\n      }\n    }\n  ": types.RotateCustomerDataSecretDocument,
    "\n    mutation TestCustomerDataLink {\n      testCustomerDataLink {\n        __typename\n        ... on CustomerData {\n          fields {\n            ...CompanyDataField\n          }\n        }\n        ...CompanyDataFailure\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": types.TestCustomerDataLinkDocument,
    "\n    mutation SaveLogo($token: String) {\n      saveLogo(token: $token) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": types.SaveLogoDocument,
    "\n  mutation SaveGeneralSettings($input: SaveGeneralSettingsInput!) {\n    saveGeneralSettings(input: $input) {\n      __typename\n      ...ServiceSettings\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n": types.SaveGeneralSettingsDocument,
    "\n    mutation SaveHelpCenterSettings($input: SaveHelpCenterSettingsInput!) {\n      saveHelpCenterSettings(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": types.SaveHelpCenterSettingsDocument,
    "\n  query InquiryTypeTreeOfService($language: Language!) {\n    inquiryTypes(language: $language) {\n      id\n      name\n      names {\n        ko\n        en\n      }\n      level\n      parentId\n      inHelpCenter\n    }\n  }\n": types.InquiryTypeTreeOfServiceDocument,
    "\n  mutation SaveInquiryType($input: SaveInquiryTypeInput!) {\n    saveInquiryType(input: $input) {\n      __typename\n      ... on InvalidInput {\n        message\n      }\n    }\n  }\n": types.SaveInquiryTypeDocument,
    "\n  mutation RemoveInquiryType($inquiryTypeId: ID!) {\n    removeInquiryType(inquiryTypeId: $inquiryTypeId) {\n      __typename\n    }\n  }\n": types.RemoveInquiryTypeDocument,
    "\n  mutation MoveInquiryType($inquiryTypeId: ID!, $before: ID) {\n    moveInquiryType(inquiryTypeId: $inquiryTypeId, before: $before) {\n      __typename\n    }\n  }\n": types.MoveInquiryTypeDocument,
    "\n    fragment UndeliveredMail on UndeliveredMail {\n      id\n      kind\n      receiver\n      failedAt\n      problem\n      answer\n    }\n  ": types.UndeliveredMailFragmentDoc,
    "\n    query UndeliveredMails($first: Int!, $after: String) {\n      mailDelivery\n      undeliveredMails(first: $first, after: $after) {\n        edges {\n          node {\n            ...UndeliveredMail\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  ": types.UndeliveredMailsDocument,
    "\n    mutation RetryMails($mailId: ID) {\n      retryMails(mailId: $mailId) {\n        __typename\n        ... on RetriedMails {\n          count\n        }\n      }\n    }\n  ": types.RetryMailsDocument,
    "\n    mutation SaveMailSettings($input: SaveMailSettingsInput!) {\n      saveMailSettings(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": types.SaveMailSettingsDocument,
    "\n    mutation SaveMaskingSettings($input: SaveMaskingSettingsInput!) {\n      saveMaskingSettings(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": types.SaveMaskingSettingsDocument,
    "\n    fragment MemberKey on MemberKey {\n      id\n      algorithm\n      hint\n      createdAt\n      createdBy {\n        id\n        name\n      }\n    }\n  ": types.MemberKeyFragmentDoc,
    "\n    query MemberLink {\n      memberKeys {\n        ...MemberKey\n      }\n      memberLinkUse {\n        acceptedAt\n        refusedAt\n        refusal\n      }\n    }\n  ": types.MemberLinkDocument,
    "\n    mutation SaveMemberLink($input: SaveMemberLinkInput!) {\n      saveMemberLink(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": types.SaveMemberLinkDocument,
    "\n    mutation CreateMemberSecret {\n      createMemberSecret {\n        __typename\n        ... on CreatedMemberSecret {\n          secret\n        }\n      }\n    }\n  ": types.CreateMemberSecretDocument,
    "\n    mutation AddMemberPublicKey($publicKey: String!) {\n      addMemberPublicKey(publicKey: $publicKey) {\n        __typename\n      }\n    }\n  ": types.AddMemberPublicKeyDocument,
    "\n    mutation EndMemberKey($keyId: ID!) {\n      endMemberKey(keyId: $keyId)\n    }\n  ": types.EndMemberKeyDocument,
    "\n    mutation SaveRetentionSettings($input: SaveRetentionSettingsInput!) {\n      saveRetentionSettings(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": types.SaveRetentionSettingsDocument,
    "\n  query RetentionForecast {\n    retentionForecast {\n      chats\n      tickets\n      customers\n    }\n  }\n": types.RetentionForecastDocument,
    "\n    fragment WebhookDelivery on WebhookDelivery {\n      id\n      kind\n      at\n      state\n      attempts\n      answer\n      problem\n      nextAt\n    }\n  ": types.WebhookDeliveryFragmentDoc,
    "\n    query WebhookDeliveries($webhookId: ID!, $first: Int!, $after: String) {\n      webhookDeliveries(webhookId: $webhookId, first: $first, after: $after) {\n        edges {\n          node {\n            ...WebhookDelivery\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  ": types.WebhookDeliveriesDocument,
    "\n    mutation SendWebhookAgain($deliveryId: ID!) {\n      sendWebhookAgain(deliveryId: $deliveryId) {\n        __typename\n        ...WebhookDelivery\n      }\n    }\n  ": types.SendWebhookAgainDocument,
    "\n    query WebhookKeys {\n      apiClients {\n        id\n        name\n        scopes\n        expiresAt\n        revokedAt\n      }\n    }\n  ": types.WebhookKeysDocument,
    "\n    mutation CreateWebhook($input: CreateWebhookInput!) {\n      createWebhook(input: $input) {\n        __typename\n        ...ShownSecret\n        ... on InvalidInput {\n          field\n        }\n        ... on TooManyWebhooks {\n          most\n        }\n      }\n    }\n  ": types.CreateWebhookDocument,
    "\n    mutation UpdateWebhook($input: UpdateWebhookInput!) {\n      updateWebhook(input: $input) {\n        __typename\n        ...Webhook\n        ... on InvalidInput {\n          field\n        }\n      }\n    }\n  ": types.UpdateWebhookDocument,
    "\n    fragment Webhook on Webhook {\n      id\n      url\n      kinds\n      pause\n      isFailing\n      succeededAt\n      fields {\n        objects\n        apiClient {\n          id\n          name\n          revokedAt\n          expiresAt\n        }\n      }\n    }\n  ": types.WebhookFragmentDoc,
    "\n    fragment ShownSecret on WebhookSecret {\n      secret\n      webhook {\n        ...Webhook\n      }\n    }\n  ": types.ShownSecretFragmentDoc,
    "\n    query Webhooks {\n      webhooks {\n        ...Webhook\n      }\n    }\n  ": types.WebhooksDocument,
    "\n    mutation PauseWebhook($id: ID!) {\n      pauseWebhook(id: $id) {\n        __typename\n        ...Webhook\n      }\n    }\n  ": types.PauseWebhookDocument,
    "\n    mutation ResumeWebhook($id: ID!) {\n      resumeWebhook(id: $id) {\n        __typename\n        ...Webhook\n      }\n    }\n  ": types.ResumeWebhookDocument,
    "\n    mutation RemoveWebhook($id: ID!) {\n      removeWebhook(id: $id) {\n        __typename\n      }\n    }\n  ": types.RemoveWebhookDocument,
    "\n    mutation RotateWebhookSecret($id: ID!) {\n      rotateWebhookSecret(id: $id) {\n        __typename\n        ...ShownSecret\n      }\n    }\n  ": types.RotateWebhookSecretDocument,
    "\n    mutation TestWebhook($id: ID!) {\n      testWebhook(id: $id) {\n        __typename\n      }\n    }\n  ": types.TestWebhookDocument,
    "\n    query RefusedSites {\n      refusedSites {\n        origin\n        refusedAt\n      }\n    }\n  ": types.RefusedSitesDocument,
    "\n    mutation AddSite($origin: String!) {\n      addSite(origin: $origin) {\n        __typename\n        ...ServiceSettings\n        ... on TooManySites {\n          most\n        }\n      }\n    }\n  ": types.AddSiteDocument,
    "\n    mutation RemoveSite($origin: String!) {\n      removeSite(origin: $origin) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  ": types.RemoveSiteDocument,
    "\n    query OtherPlaces {\n      account {\n        places {\n          id\n          service {\n            id\n            name\n            switchedOff\n          }\n        }\n      }\n    }\n  ": types.OtherPlacesDocument,
    "\n    query Places {\n      account {\n        places {\n          id\n          availability\n          requests\n          service {\n            id\n            name\n            switchedOff\n          }\n        }\n      }\n    }\n  ": types.PlacesDocument,
    "\n    mutation SignOut {\n      signOut\n    }\n  ": types.SignOutDocument,
    "\n    mutation AcceptInvitation($token: String!, $password: String!, $code: String) {\n      acceptInvitation(token: $token, password: $password, code: $code) {\n        __typename\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": types.AcceptInvitationDocument,
    "\n    query MailsPasswordResets {\n      mailsPasswordResets\n    }\n  ": types.MailsPasswordResetsDocument,
    "\n    mutation RequestPasswordReset($email: String!, $language: Language!) {\n      requestPasswordReset(email: $email, language: $language) {\n        __typename\n        ... on PasswordResetRequest {\n          minutes\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": types.RequestPasswordResetDocument,
    "\n    query Invitation($token: String!) {\n      invitation(token: $token) {\n        email\n        name\n        hasAccount\n        service {\n          name\n        }\n      }\n    }\n  ": types.InvitationDocument,
    "\n    query PasswordReset($token: String!) {\n      passwordReset(token: $token) {\n        email\n      }\n    }\n  ": types.PasswordResetDocument,
    "\n    mutation ResetPassword($token: String!, $newPassword: String!) {\n      resetPassword(token: $token, newPassword: $newPassword) {\n        __typename\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": types.ResetPasswordDocument,
    "\n    mutation LeaveSecondFactor {\n      signOut\n    }\n  ": types.LeaveSecondFactorDocument,
    "\n    mutation BeginSecondFactor($password: String!) {\n      beginSecondFactor(password: $password) {\n        __typename\n        ... on SecondFactorSetup {\n          secret\n          uri\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": types.BeginSecondFactorDocument,
    "\n    mutation ConfirmSecondFactor($code: String!) {\n      confirmSecondFactor(code: $code) {\n        __typename\n        ... on NewRecoveryCodes {\n          codes\n        }\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": types.ConfirmSecondFactorDocument,
    "\n    mutation SetUp($token: String!, $input: SetUpInput!, $password: String!) {\n      setUp(token: $token, input: $input, password: $password) {\n        __typename\n        ... on InvalidInput {\n          field\n          message\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": types.SetUpDocument,
    "\n    query SetupState($token: String!) {\n      setupState(token: $token)\n    }\n  ": types.SetupStateDocument,
    "\n    mutation SignIn($email: String!, $password: String!, $code: String) {\n      signIn(email: $email, password: $password, code: $code) {\n        __typename\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  ": types.SignInDocument,
    "\n  query SecondFactorState {\n    account {\n      email\n      secondFactorRequired\n      secondFactor {\n        since\n      }\n    }\n  }\n": types.SecondFactorStateDocument,
    "\n  fragment AvailabilityTime on AvailabilityTime {\n    online\n    break\n    offline\n  }\n": types.AvailabilityTimeFragmentDoc,
    "\n  query RosterPage($after: String, $from: DateTime!, $to: DateTime!, $everyonesTime: Boolean!) {\n    agents(first: 100, after: $after) {\n      edges {\n        node {\n          id\n          openChats\n          availabilityTime(from: $from, to: $to) @include(if: $everyonesTime) {\n            ...AvailabilityTime\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    viewer @skip(if: $everyonesTime) {\n      ... on Agent {\n        id\n        availabilityTime(from: $from, to: $to) {\n          ...AvailabilityTime\n        }\n      }\n    }\n  }\n": types.RosterPageDocument,
    "\n  query WhoIsAsking {\n    viewer {\n      __typename\n      ... on Agent {\n        id\n        name\n        email\n        role\n        availability\n        canChat\n        canTicket\n        seesAllChats\n        mayReveal\n        maySeal\n        service {\n          id\n          name\n          switchedOff\n        }\n      }\n    }\n    account {\n      language\n      owner\n    }\n  }\n": types.WhoIsAskingDocument,
    "\n  query StandingNow {\n    viewer {\n      __typename\n      ... on Agent {\n        id\n        service {\n          id\n          switchedOff\n        }\n      }\n    }\n    account {\n      owner\n    }\n  }\n": types.StandingNowDocument,
    "\n  fragment AgentPresence on AgentPresence {\n    availability\n    connected\n    assignable\n    reason\n    since\n    setBy {\n      id\n      name\n    }\n    agent {\n      id\n      name\n      picture {\n        smallPath\n      }\n      role\n      canChat\n      canTicket\n      inAssignment\n      mayChangeAssignment\n      seesAllChats\n      mayReveal\n      maySeal\n    }\n  }\n": types.AgentPresenceFragmentDoc,
    "\n  subscription PresenceChanges {\n    presenceChanges {\n      ...AgentPresence\n    }\n  }\n": types.PresenceChangesDocument,
    "\n  mutation SetAvailability($agentId: ID, $availability: Availability!) {\n    setAvailability(agentId: $agentId, availability: $availability) {\n      __typename\n      ... on Agent {\n        id\n        availability\n      }\n    }\n  }\n": types.SetAvailabilityDocument,
    "\n  mutation SetInAssignment($inAssignment: Boolean!) {\n    setInAssignment(inAssignment: $inAssignment) {\n      __typename\n    }\n  }\n": types.SetInAssignmentDocument,
    "\n    query TicketsOfChat($chatId: ID!) {\n      chat(id: $chatId) {\n        tickets {\n          ...TicketRow\n        }\n      }\n    }\n  ": types.TicketsOfChatDocument,
    "\n    query NewTicketChat($chatId: ID!) {\n      chat(id: $chatId) {\n        title\n        customer {\n          name\n          email\n          emailMasks {\n            id\n          }\n        }\n      }\n    }\n  ": types.NewTicketChatDocument,
    "\n    query FilterInquiryTypes($language: Language!) {\n      inquiryTypes(language: $language) {\n        id\n        path\n        removed\n      }\n    }\n  ": types.FilterInquiryTypesDocument,
    "\n  mutation AddTicketComment($input: AddTicketCommentInput!) {\n    addTicketComment(input: $input) {\n      __typename\n      ... on IllegalTransition {\n        from\n        to\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n": types.AddTicketCommentDocument,
    "\n  mutation CreateTicket($input: CreateTicketInput!) {\n    createTicket(input: $input) {\n      __typename\n      ... on Ticket {\n        ...TicketRow\n      }\n      ... on InvalidInput {\n        field\n      }\n    }\n  }\n": types.CreateTicketDocument,
    "\n  fragment TicketComment on TicketComment {\n    id\n    kind\n    body\n    masks {\n      ...MaskParts\n    }\n    suggestions {\n      ...SuggestionParts\n    }\n    createdAt\n    revision\n    author {\n      id\n      name\n    }\n    apiClient {\n      id\n      name\n    }\n    attachments {\n      ...FileParts\n    }\n  }\n\n  fragment TicketChange on TicketChange {\n    id\n    field\n    before\n    after\n    changedAt\n    revision\n    author {\n      id\n      name\n    }\n    apiClient {\n      id\n      name\n    }\n  }\n\n  fragment TicketDetail on Ticket {\n    ...TicketRow\n    content\n    titleMasks {\n      ...MaskParts\n    }\n    contentMasks {\n      ...MaskParts\n    }\n    emailMasks {\n      ...MaskParts\n    }\n    titleSuggestions {\n      ...SuggestionParts\n    }\n    contentSuggestions {\n      ...SuggestionParts\n    }\n    language\n    tags\n    changedAt\n    erasedAt\n    nextStatuses\n    creator {\n      id\n      name\n    }\n    apiClient {\n      id\n      name\n    }\n    attachments {\n      ...FileParts\n    }\n    comments {\n      ...TicketComment\n    }\n    changes {\n      ...TicketChange\n    }\n  }\n": types.TicketCommentFragmentDoc,
    "\n  query TicketNow($ticketId: ID!) {\n    ticket(id: $ticketId) {\n      ...TicketDetail\n    }\n  }\n": types.TicketNowDocument,
    "\n  subscription TicketChanges($ticketId: ID!) {\n    ticketChanges(ticketId: $ticketId) {\n      ...TicketDetail\n    }\n  }\n": types.TicketChangesDocument,
    "\n  mutation TakeTicket($ticketId: ID!) {\n    takeTicket(ticketId: $ticketId) {\n      __typename\n      ... on Ticket {\n        ...TicketDetail\n      }\n      ... on TicketTaken {\n        ticket {\n          ...TicketDetail\n        }\n      }\n    }\n  }\n": types.TakeTicketDocument,
    "\n  mutation UpdateTicket($input: UpdateTicketInput!) {\n    updateTicket(input: $input) {\n      __typename\n      ... on Ticket {\n        ...TicketDetail\n      }\n      ... on StaleTicket {\n        fields\n        ticket {\n          ...TicketDetail\n        }\n      }\n      ... on IllegalTransition {\n        from\n        to\n      }\n    }\n  }\n": types.UpdateTicketDocument,
    "\n  query TicketList($filter: TicketFilter!, $orderBy: TicketOrder!, $first: Int!, $after: String) {\n    tickets(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n      edges {\n        node {\n          ...TicketRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.TicketListDocument,
    "\n  query TicketCountsNow {\n    ticketCounts {\n      ...TicketCounts\n    }\n  }\n\n  fragment TicketCounts on TicketCounts {\n    unassigned\n    open\n    pending\n  }\n": types.TicketCountsNowDocument,
    "\n  fragment TicketRow on Ticket {\n    id\n    number\n    title\n    status\n    priority\n    channel\n    email\n    emailMasks {\n      id\n    }\n    revision\n    createdAt\n    inquiryType {\n      id\n      path\n      removed\n    }\n    customer {\n      id\n      name\n    }\n    assignee {\n      id\n      name\n    }\n    chat {\n      id\n    }\n  }\n": types.TicketRowFragmentDoc,
    "\n  subscription TicketListChanges {\n    ticketListChanges {\n      ...TicketRow\n    }\n  }\n": types.TicketListChangesDocument,
    "\n  fragment TranscriptChat on Chat {\n    id\n    revision\n    state\n    title\n    processed\n    requestedAt\n    openedAt\n    answeredAt\n    customerEndedAt\n    closedAt\n    agent {\n      id\n      name\n    }\n    rating {\n      verdict\n      ratedAt\n    }\n    ...RatingState\n  }\n": types.TranscriptChatFragmentDoc,
    "\n  fragment TranscriptMessage on Message {\n    id\n    seq\n    revision\n    key\n    sender\n    senderName\n    senderPicture {\n      smallPath\n    }\n    event\n    body\n    sentAt\n    attachments {\n      ...FileParts\n    }\n    masks {\n      ...MaskParts\n    }\n    suggestions {\n      ...SuggestionParts\n    }\n  }\n": types.TranscriptMessageFragmentDoc,
    "\n  fragment TranscriptNote on ChatNote {\n    id\n    body\n    revision\n    afterSeq\n    createdAt\n    author {\n      name\n    }\n    apiClient {\n      name\n    }\n    masks {\n      ...MaskParts\n    }\n    suggestions {\n      ...SuggestionParts\n    }\n  }\n": types.TranscriptNoteFragmentDoc,
    "\n  query TranscriptEnd($chatId: ID!, $last: Int!) {\n    epoch\n    chat(id: $chatId) {\n      ...TranscriptChat\n      notes {\n        ...TranscriptNote\n      }\n      messages(last: $last) {\n        edges {\n          node {\n            ...TranscriptMessage\n          }\n        }\n        pageInfo {\n          hasPreviousPage\n          startCursor\n        }\n      }\n    }\n  }\n": types.TranscriptEndDocument,
    "\n  subscription TranscriptChanges($chatId: ID!, $after: Int!, $epoch: String!) {\n    chatChanges(chatId: $chatId, after: $after, epoch: $epoch) {\n      revision\n      chat {\n        ...TranscriptChat\n      }\n      messages {\n        ...TranscriptMessage\n      }\n      notes {\n        ...TranscriptNote\n      }\n    }\n  }\n": types.TranscriptChangesDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query OwnAccount {\n      account {\n        email\n        name\n        picture {\n          path\n        }\n        language\n        mailsAssignedTickets\n        secondFactorRequired\n        secondFactor {\n          since\n          recoveryCodesLeft\n        }\n        places {\n          id\n          service {\n            name\n          }\n        }\n        sessions {\n          id\n          device\n          browser\n          os\n          ipAddress\n          signedInAt\n          current\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').OwnAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SaveMailChoice($on: Boolean!) {\n      saveAccount(input: { mailsAssignedTickets: $on }) {\n        __typename\n        ... on Account {\n          mailsAssignedTickets\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').SaveMailChoiceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation ChangePassword($password: String!, $newPassword: String!) {\n      changePassword(password: $password, newPassword: $newPassword) {\n        __typename\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').ChangePasswordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SavePicture($token: String) {\n      savePicture(token: $token) {\n        __typename\n        ... on Account {\n          picture {\n            path\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').SavePictureDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SaveAccount($input: SaveAccountInput!) {\n      saveAccount(input: $input) {\n        __typename\n        ... on Account {\n          name\n          language\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').SaveAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SwitchOffSecondFactor($password: String!, $code: String!) {\n      outcome: switchOffSecondFactor(password: $password, code: $code) {\n        __typename\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').SwitchOffSecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation RenewRecoveryCodes($password: String!, $code: String!) {\n      outcome: renewRecoveryCodes(password: $password, code: $code) {\n        __typename\n        ... on NewRecoveryCodes {\n          codes\n        }\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').RenewRecoveryCodesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation EndSession($sessionId: ID!) {\n      endSession(sessionId: $sessionId) {\n        __typename\n      }\n    }\n  "): typeof import('./graphql.ts').EndSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SignOutEverywhere {\n      signOutEverywhere\n    }\n  "): typeof import('./graphql.ts').SignOutEverywhereDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query ChatsOfCustomer($id: ID!, $first: Int!, $after: String) {\n      customer(id: $id) {\n        id\n        chats(first: $first, after: $after) {\n          edges {\n            node {\n              ...OtherChat\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').ChatsOfCustomerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query TicketsOfCustomer($id: ID!, $first: Int!, $after: String) {\n      tickets(filter: { customerId: $id }, first: $first, after: $after) {\n        edges {\n          node {\n            ...TicketRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').TicketsOfCustomerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CustomerRecord on Customer {\n    ...CustomerTexts\n    saidName\n    saidEmail\n    saidPhone\n    verified\n    verifiedSaid\n    memberId\n    createdAt\n    erasedAt\n    duplicates {\n      id\n      name\n      email\n    }\n    mergedRecords {\n      id\n      name\n      email\n      phone\n      createdAt\n      merge {\n        id\n        mergedAt\n        undoableUntil\n        agent {\n          id\n          name\n        }\n      }\n    }\n    consents {\n      noticeVersion\n      language\n      agreedAt\n      ipAddress\n    }\n  }\n"): typeof import('./graphql.ts').CustomerRecordFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OneCustomer($id: ID!) {\n    customer(id: $id) {\n      ...CustomerRecord\n    }\n  }\n"): typeof import('./graphql.ts').OneCustomerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveCustomer($input: SaveCustomerInput!) {\n    saveCustomer(input: $input) {\n      __typename\n      ...CustomerRecord\n      ... on StaleCustomer {\n        customer {\n          ...CustomerRecord\n        }\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SaveCustomerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UndoMerge($mergeId: ID!) {\n    undoMerge(mergeId: $mergeId) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').UndoMergeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EraseCustomer($customerId: ID!) {\n    eraseCustomer(customerId: $customerId) {\n      __typename\n      ...CustomerRecord\n    }\n  }\n"): typeof import('./graphql.ts').EraseCustomerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CustomerRow on Customer {\n    id\n    name\n    email\n    phone\n    createdAt\n    chats(first: 1) {\n      edges {\n        node {\n          id\n          requestedAt\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CustomerRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CustomerList($filter: CustomerFilter!, $first: Int!, $after: String) {\n    customers(filter: $filter, first: $first, after: $after) {\n      edges {\n        node {\n          ...CustomerRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CustomerListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    subscription LineChanges {\n      waitingLine {\n        count\n        oldestAt\n      }\n    }\n  "): typeof import('./graphql.ts').LineChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DeskChat on Chat {\n    id\n    revision\n    state\n    title\n    language\n    requestedAt\n    openedAt\n    customerEndedAt\n    unreadCount\n    lastSeq\n    agentDeliveredSeq\n    lastMessage {\n      id\n      sender\n      body\n      sentAt\n      attachments {\n        mediaType\n      }\n    }\n    customer {\n      id\n      name\n      email\n      phone\n    }\n    ...RatingState\n  }\n"): typeof import('./graphql.ts').DeskChatFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription DeskChanges {\n    deskChanges {\n      removed\n      chat {\n        ...DeskChat\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DeskChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChatsOfMine {\n    chats(filter: { mine: true, states: [REQUESTED, ACTIVE, ENDED_BY_CUSTOMER] }, first: 100) {\n      edges {\n        node {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ChatsOfMineDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarkReceived($chatId: ID!, $deliveredUpTo: Int!) {\n    markRead(chatId: $chatId, seq: 0, deliveredUpTo: $deliveredUpTo) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').MarkReceivedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OpenChat($chatId: ID!) {\n    openChat(chatId: $chatId) {\n      __typename\n      ...DeskChat\n    }\n  }\n"): typeof import('./graphql.ts').OpenChatDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndChatAtDesk($chatId: ID!) {\n    endChat(chatId: $chatId) {\n      __typename\n      ...DeskChat\n    }\n  }\n"): typeof import('./graphql.ts').EndChatAtDeskDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TransferChat($chatId: ID!, $agentId: ID!, $note: String) {\n    transferChat(input: { chatId: $chatId, agentId: $agentId, note: $note }) {\n      __typename\n      ...DeskChat\n    }\n  }\n"): typeof import('./graphql.ts').TransferChatDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhereIsChat($chatId: ID!) {\n    chat(id: $chatId) {\n      id\n      state\n      agent {\n        id\n        name\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WhereIsChatDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddChatNote($input: AddChatNoteInput!) {\n    addChatNote(input: $input) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').AddChatNoteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query FilterCategories {\n      categories {\n        id\n        path\n        removed\n      }\n    }\n  "): typeof import('./graphql.ts').FilterCategoriesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HistoryRow on Chat {\n    id\n    state\n    title\n    requestedAt\n    closedAt\n    processed\n    category {\n      id\n      path\n    }\n    agent {\n      id\n      name\n    }\n    rating {\n      verdict\n    }\n  }\n"): typeof import('./graphql.ts').HistoryRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChatHistory($filter: ChatFilter!, $orderBy: ChatOrder!, $first: Int!, $after: String) {\n    chats(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n      edges {\n        node {\n          ...HistoryRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ChatHistoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment HoldView on Hold {\n      reason\n      heldAt\n      heldBy {\n        id\n        name\n      }\n    }\n  "): typeof import('./graphql.ts').HoldViewFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query HoldOf($id: ID!) {\n      node(id: $id) {\n        __typename\n        ... on Chat {\n          id\n          hold {\n            ...HoldView\n          }\n        }\n        ... on Ticket {\n          id\n          hold {\n            ...HoldView\n          }\n        }\n        ... on Customer {\n          id\n          hold {\n            ...HoldView\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').HoldOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation PutHold($id: ID!, $reason: String!) {\n      putHold(id: $id, reason: $reason) {\n        __typename\n        ... on HoldState {\n          hold {\n            ...HoldView\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').PutHoldDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation LiftHold($id: ID!) {\n      liftHold(id: $id) {\n        __typename\n        ... on HoldState {\n          hold {\n            ...HoldView\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').LiftHoldDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query CategoriesToChoose {\n      categories {\n        id\n        path\n        removed\n      }\n    }\n  "): typeof import('./graphql.ts').CategoriesToChooseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation LookUpCustomerData($customerId: ID!) {\n      lookUpCustomerData(customerId: $customerId) {\n        __typename\n        ... on CustomerData {\n          fetchedAt\n          fields {\n            ...CompanyDataField\n          }\n        }\n        ...CompanyDataFailure\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').LookUpCustomerDataDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query OtherChatsOfCustomer($chatId: ID!, $first: Int!, $after: String) {\n      chat(id: $chatId) {\n        earlierChats(first: $first, after: $after) {\n          edges {\n            node {\n              ...OtherChat\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n\n    fragment OtherChat on Chat {\n      id\n      requestedAt\n      processed\n      rating {\n        verdict\n      }\n      agent {\n        id\n        name\n      }\n      category {\n        id\n        path\n      }\n    }\n  "): typeof import('./graphql.ts').OtherChatsOfCustomerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SettleSaid($input: SettleSaidInput!) {\n      settleSaid(input: $input) {\n        __typename\n      }\n    }\n  "): typeof import('./graphql.ts').SettleSaidDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ChatInfo on Chat {\n    id\n    revision\n    state\n    language\n    requestedAt\n    openedAt\n    customerEndedAt\n    closedAt\n    erasedAt\n    agent {\n      id\n      name\n    }\n    infoVersion\n    customer {\n      ...CustomerTexts\n      saidName\n      saidEmail\n      saidPhone\n      verified\n      verifiedSaid\n      memberId\n      erasedAt\n      duplicates {\n        id\n        name\n      }\n    }\n    category {\n      id\n      path\n      removed\n    }\n    note\n    noteMasks {\n      ...MaskParts\n    }\n    noteSuggestions {\n      ...SuggestionParts\n    }\n    origin {\n      device\n      browser\n      os\n      ipAddress\n      page\n    }\n  }\n"): typeof import('./graphql.ts').ChatInfoFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CompanyDataField on CustomerDataField {\n    label {\n      ko\n      en\n    }\n    value\n    kind\n    link\n  }\n"): typeof import('./graphql.ts').CompanyDataFieldFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CompanyDataFailure on CustomerDataFailed {\n    problem\n    status\n    part\n  }\n"): typeof import('./graphql.ts').CompanyDataFailureFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CustomerTexts on Customer {\n    id\n    infoVersion\n    name\n    email\n    phone\n    memo\n    nameMasks {\n      ...MaskParts\n    }\n    emailMasks {\n      ...MaskParts\n    }\n    phoneMasks {\n      ...MaskParts\n    }\n    memoMasks {\n      ...MaskParts\n    }\n    memoSuggestions {\n      ...SuggestionParts\n    }\n  }\n"): typeof import('./graphql.ts').CustomerTextsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InfoOfChat($chatId: ID!) {\n    chat(id: $chatId) {\n      ...ChatInfo\n    }\n  }\n"): typeof import('./graphql.ts').InfoOfChatDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveChatInfo($input: SaveChatInfoInput!) {\n    saveChatInfo(input: $input) {\n      __typename\n      ...ChatInfo\n      ... on StaleInfo {\n        chat {\n          ...ChatInfo\n        }\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SaveChatInfoDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MergeCustomers($fromId: ID!, $intoId: ID!) {\n    mergeCustomers(fromId: $fromId, intoId: $intoId) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').MergeCustomersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment MaskParts on Mask {\n      id\n      start\n      end\n      maskedAt\n      maskedBy {\n        name\n      }\n      apiClient {\n        name\n      }\n      sealed\n    }\n  "): typeof import('./graphql.ts').MaskPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment SuggestionParts on MaskSuggestion {\n      kind\n      start\n      end\n    }\n  "): typeof import('./graphql.ts').SuggestionPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SameElsewhere($maskId: ID!) {\n    node(id: $maskId) {\n      __typename\n      ... on Mask {\n        sameElsewhere {\n          objectId\n          field\n          revision\n          start\n          end\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SameElsewhereDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MaskElsewhere($input: [MaskTextInput!]!) {\n    maskTexts(input: $input) {\n      __typename\n      ... on MaskedTexts {\n        refused {\n          objectId\n          field\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').MaskElsewhereDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MaskedMessage on Message {\n    key\n    ...TranscriptMessage\n  }\n"): typeof import('./graphql.ts').MaskedMessageFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MaskedObject on MaskableObject {\n    __typename\n    ...MaskedMessage\n    ...TranscriptNote\n  }\n"): typeof import('./graphql.ts').MaskedObjectFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MaskMessage($input: MaskMessageInput!) {\n    maskMessage(input: $input) {\n      __typename\n      ...MaskedMessage\n      ... on StaleRevision {\n        current {\n          ...MaskedMessage\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').MaskMessageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MaskText($input: MaskTextInput!) {\n    maskText(input: $input) {\n      __typename\n      ...MaskedObject\n      ... on StaleText {\n        current {\n          ...MaskedObject\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').MaskTextDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnmaskText($maskId: ID!) {\n    unmaskText(maskId: $maskId) {\n      __typename\n      ...MaskedObject\n    }\n  }\n"): typeof import('./graphql.ts').UnmaskTextDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevealMask($maskId: ID!, $reason: String!) {\n    revealMask(maskId: $maskId, reason: $reason) {\n      __typename\n      ... on RevealedMask {\n        text\n        expiresAt\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RevealMaskDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SealMask($maskId: ID!) {\n    sealMask(maskId: $maskId) {\n      __typename\n      ...MaskedObject\n    }\n  }\n"): typeof import('./graphql.ts').SealMaskDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FileParts on Attachment {\n    id\n    name\n    mediaType\n    size\n    width\n    height\n    path\n    thumbnailPath\n    revision\n  }\n\n  fragment MaskedFile on Attachment {\n    ...FileParts\n    regions {\n      id\n      x\n      y\n      width\n      height\n      maskedAt\n      maskedBy {\n        name\n      }\n      apiClient {\n        name\n      }\n      sealed\n    }\n  }\n"): typeof import('./graphql.ts').FilePartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FileNow($id: ID!) {\n    node(id: $id) {\n      __typename\n      ...MaskedFile\n    }\n  }\n"): typeof import('./graphql.ts').FileNowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MaskRegion($input: MaskRegionInput!) {\n    maskRegion(input: $input) {\n      __typename\n      ...MaskedFile\n      ... on StaleRevision {\n        current {\n          attachments {\n            ...MaskedFile\n          }\n        }\n      }\n      ... on StaleText {\n        current {\n          ... on Message {\n            attachments {\n              ...MaskedFile\n            }\n          }\n          ... on Ticket {\n            attachments {\n              ...MaskedFile\n            }\n          }\n          ... on TicketComment {\n            attachments {\n              ...MaskedFile\n            }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').MaskRegionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnmaskRegion($regionId: ID!) {\n    unmaskRegion(regionId: $regionId) {\n      __typename\n      ...MaskedFile\n    }\n  }\n"): typeof import('./graphql.ts').UnmaskRegionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevealRegion($regionId: ID!, $reason: String!) {\n    revealRegion(regionId: $regionId, reason: $reason) {\n      __typename\n      ... on RevealedRegion {\n        path\n        expiresAt\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RevealRegionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SealRegion($regionId: ID!) {\n    sealRegion(regionId: $regionId) {\n      __typename\n      ...MaskedFile\n    }\n  }\n"): typeof import('./graphql.ts').SealRegionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment OrganisationAccountRow on OrganisationAccount {\n      id\n      email\n      name\n      owner\n      secondFactor\n      lockedAt\n      joined\n      keys {\n        id\n        name\n        lastUsedAt\n        service {\n          id\n          name\n        }\n      }\n      places {\n        role\n        invited\n        service {\n          id\n          name\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').OrganisationAccountRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation LockAccount($accountId: ID!) {\n      outcome: lockAccount(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  "): typeof import('./graphql.ts').LockAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation UnlockAccount($accountId: ID!) {\n      outcome: unlockAccount(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  "): typeof import('./graphql.ts').UnlockAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation MakeOwner($accountId: ID!) {\n      outcome: makeOwner(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  "): typeof import('./graphql.ts').MakeOwnerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation UnmakeOwner($accountId: ID!) {\n      outcome: unmakeOwner(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  "): typeof import('./graphql.ts').UnmakeOwnerDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation ResetSecondFactor($accountId: ID!) {\n      outcome: resetSecondFactor(accountId: $accountId) {\n        __typename\n        ...OrganisationAccountRow\n      }\n    }\n  "): typeof import('./graphql.ts').ResetSecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation RevokeOrganisationKey($keyId: ID!) {\n      outcome: revokeOrganisationKey(keyId: $keyId) {\n        __typename\n      }\n    }\n  "): typeof import('./graphql.ts').RevokeOrganisationKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query OrganisationAccounts($text: String, $first: Int!, $after: String) {\n      organisation {\n        accounts(text: $text, first: $first, after: $after) {\n          edges {\n            node {\n              ...OrganisationAccountRow\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').OrganisationAccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation LimitContract($serviceId: ID!, $mayHold: [Feature!]!) {\n      limitContract(serviceId: $serviceId, mayHold: $mayHold) {\n        __typename\n        ...OrganisationServiceRow\n      }\n    }\n  "): typeof import('./graphql.ts').LimitContractDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment OrganisationChange on OrganisationChange {\n      id\n      changedAt\n      field\n      before\n      after\n      author {\n        id\n        name\n      }\n      service {\n        id\n        name\n      }\n      account {\n        id\n        name\n      }\n    }\n  "): typeof import('./graphql.ts').OrganisationChangeFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query OrganisationLog($first: Int!, $after: String) {\n      organisation {\n        changes(first: $first, after: $after) {\n          edges {\n            node {\n              ...OrganisationChange\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').OrganisationLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query OrganisationName {\n      organisation {\n        name\n      }\n    }\n  "): typeof import('./graphql.ts').OrganisationNameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SaveOrganisation($input: SaveOrganisationInput!) {\n      saveOrganisation(input: $input) {\n        __typename\n        ... on Organisation {\n          name\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').SaveOrganisationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation CreateService($input: CreateServiceInput!) {\n      createService(input: $input) {\n        __typename\n        ... on CreatedService {\n          service {\n            ...OrganisationServiceRow\n          }\n          invited {\n            ...InvitedAgent\n          }\n        }\n        ... on InvalidInput {\n          field\n          message\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').CreateServiceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query SecondFactorRule {\n      organisation {\n        secondFactorRequired\n      }\n    }\n  "): typeof import('./graphql.ts').SecondFactorRuleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation RequireSecondFactor($required: Boolean!) {\n      requireSecondFactor(required: $required) {\n        __typename\n        ... on Organisation {\n          secondFactorRequired\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').RequireSecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment OrganisationServiceRow on OrganisationService {\n      id\n      slug\n      name\n      switchedOffAt\n      agents\n      mayHold\n    }\n  "): typeof import('./graphql.ts').OrganisationServiceRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SwitchService($serviceId: ID!, $on: Boolean!) {\n      switchService(serviceId: $serviceId, on: $on) {\n        __typename\n        ...OrganisationServiceRow\n      }\n    }\n  "): typeof import('./graphql.ts').SwitchServiceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query OrganisationServices($first: Int!, $after: String) {\n      organisation {\n        services(first: $first, after: $after) {\n          edges {\n            node {\n              ...OrganisationServiceRow\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').OrganisationServicesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query OwnServices {\n      account {\n        places {\n          id\n          service {\n            id\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').OwnServicesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query InquiryTypesToChoose($language: Language!) {\n      inquiryTypes(language: $language) {\n        id\n        path\n        removed\n      }\n    }\n  "): typeof import('./graphql.ts').InquiryTypesToChooseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment RatingState on Chat {\n      id\n      ratingRequestedAt\n      ratingClosesAt\n      rating {\n        verdict\n      }\n    }\n  "): typeof import('./graphql.ts').RatingStateFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation RequestRating($chatId: ID!) {\n      requestRating(chatId: $chatId) {\n        __typename\n        ... on Chat {\n          id\n          ratingRequestedAt\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').RequestRatingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CannedReplyParts on CannedReply {\n    id\n    shortcut\n    body\n  }\n"): typeof import('./graphql.ts').CannedReplyPartsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CannedReplyList {\n    cannedReplies {\n      ...CannedReplyParts\n    }\n  }\n"): typeof import('./graphql.ts').CannedReplyListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ServiceSettings on ServiceSettings {\n    revision\n    features\n    mayHold\n    consentVersion\n    general {\n      name {\n        ko\n        en\n      }\n      logo {\n        path\n      }\n      slug\n      languages\n      timeZone\n    }\n    helpCenter {\n      chat\n      inquiry\n    }\n    mail {\n      quotesAnswers\n    }\n    sites {\n      origin\n      readable\n    }\n    memberLink {\n      enabled\n      membersOnly\n    }\n    customerDataLink {\n      enabled\n    }\n    masking {\n      rules {\n        kind\n        action\n      }\n      sealAfterDays\n    }\n    retention {\n      chatMonths\n      ticketMonths\n      customerMonths\n      beginsAt\n    }\n    chat {\n      files\n      greeting {\n        ko\n        en\n      }\n      ratingMessage {\n        ko\n        en\n      }\n      absentText {\n        ko\n        en\n      }\n      defaultRatingMessage {\n        ko\n        en\n      }\n      recentAgentFirst\n      seats\n      requestedGraceSeconds\n      activeGraceSeconds\n      idleMinutes\n      hours {\n        timeZone\n        week {\n          day\n          from\n          to\n        }\n        holidays {\n          date\n          name\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ServiceSettingsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription SettingsChanges {\n    settingsChanges {\n      ...ServiceSettings\n    }\n  }\n"): typeof import('./graphql.ts').SettingsChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SaveAgent($input: SaveAgentInput!) {\n      saveAgent(input: $input) {\n        __typename\n        ...AgentRow\n      }\n    }\n  "): typeof import('./graphql.ts').SaveAgentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation RemoveAgent($agentId: ID!) {\n      removeAgent(agentId: $agentId) {\n        __typename\n      }\n    }\n  "): typeof import('./graphql.ts').RemoveAgentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation RenewInvitation($agentId: ID!) {\n      renewInvitation(agentId: $agentId) {\n        __typename\n        ...InvitedAgent\n      }\n    }\n  "): typeof import('./graphql.ts').RenewInvitationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query Agents($text: String, $first: Int!, $after: String) {\n      agents(text: $text, first: $first, after: $after) {\n        edges {\n          node {\n            ...AgentRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').AgentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment ChangeLogEntry on ChangeLogEntry {\n      id\n      changedAt\n      field\n      before\n      after\n      author {\n        id\n        name\n      }\n      apiClient {\n        id\n        name\n      }\n      agent {\n        id\n        name\n      }\n    }\n  "): typeof import('./graphql.ts').ChangeLogEntryFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query ChangeLog($first: Int!, $after: String) {\n      changeLog(first: $first, after: $after) {\n        edges {\n          node {\n            ...ChangeLogEntry\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').ChangeLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation InviteAgent($input: InviteAgentInput!) {\n      inviteAgent(input: $input) {\n        __typename\n        ...InvitedAgent\n        ... on InvalidInput {\n          field\n          message\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').InviteAgentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AgentRow on Agent {\n    id\n    name\n    email\n    role\n    canChat\n    canTicket\n    inAssignment\n    mayChangeAssignment\n    seesAllChats\n    mayReveal\n    maySeal\n    invited\n    invitationExpiresAt\n  }\n"): typeof import('./graphql.ts').AgentRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment InvitedAgent on InvitedAgent {\n    link\n    mail\n    agent {\n      ...AgentRow\n    }\n  }\n"): typeof import('./graphql.ts').InvitedAgentFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ApiKey on ApiClient {\n    id\n    name\n    scopes\n    allowedAddresses\n    expiresAt\n    revokedAt\n    lastUsedAt\n    lastUsedAddress\n    secrets {\n      prefix\n    }\n  }\n"): typeof import('./graphql.ts').ApiKeyFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApiKeys {\n    apiClients {\n      ...ApiKey\n    }\n  }\n"): typeof import('./graphql.ts').ApiKeysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApiKey($input: CreateApiClientInput!) {\n    createApiClient(input: $input) {\n      __typename\n      ... on CreatedApiClient {\n        secret\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CreateApiKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateApiKey($input: UpdateApiClientInput!) {\n    updateApiClient(input: $input) {\n      __typename\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').UpdateApiKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateApiKey($id: ID!) {\n    rotateApiClientSecret(id: $id) {\n      __typename\n      ... on CreatedApiClient {\n        secret\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RotateApiKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndFormerApiKey($id: ID!) {\n    endFormerApiClientSecret(id: $id) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').EndFormerApiKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiClient(id: $id) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').RevokeApiKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment AuditRow on AuditEntry {\n      id\n      at\n      action\n      agent {\n        id\n        name\n      }\n      apiClient {\n        id\n        name\n      }\n      chat {\n        id\n        title\n      }\n      customerId\n      messageId\n      maskId\n      reason\n    }\n  "): typeof import('./graphql.ts').AuditRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query AuditLog($filter: AuditFilter!, $first: Int!, $after: String) {\n      auditLog(filter: $filter, first: $first, after: $after) {\n        edges {\n          node {\n            ...AuditRow\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').AuditLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveCannedReply($input: SaveCannedReplyInput!) {\n    saveCannedReply(input: $input) {\n      __typename\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SaveCannedReplyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveCannedReply($cannedReplyId: ID!) {\n    removeCannedReply(cannedReplyId: $cannedReplyId) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').RemoveCannedReplyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MoveCannedReply($cannedReplyId: ID!, $before: ID) {\n    moveCannedReply(cannedReplyId: $cannedReplyId, before: $before) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').MoveCannedReplyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CategoryTreeOfService {\n    categories {\n      id\n      name\n      level\n      parentId\n    }\n  }\n"): typeof import('./graphql.ts').CategoryTreeOfServiceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveCategory($input: SaveCategoryInput!) {\n    saveCategory(input: $input) {\n      __typename\n      ... on InvalidInput {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SaveCategoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveCategory($categoryId: ID!) {\n    removeCategory(categoryId: $categoryId) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').RemoveCategoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MoveCategory($categoryId: ID!, $before: ID) {\n    moveCategory(categoryId: $categoryId, before: $before) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').MoveCategoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveChatSettings($input: SaveChatSettingsInput!) {\n    saveChatSettings(input: $input) {\n      __typename\n      ...ServiceSettings\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SaveChatSettingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query Checklist {\n      checklist {\n        items {\n          kind\n          done\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').ChecklistDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation ConfirmChecklistItem($kind: ChecklistKind!) {\n      confirmChecklistItem(kind: $kind) {\n        __typename\n        ... on Checklist {\n          items {\n            kind\n            done\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').ConfirmChecklistItemDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation DismissChecklist {\n      dismissChecklist {\n        __typename\n        ... on Checklist {\n          items {\n            kind\n            done\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').DismissChecklistDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ConsentDraft on ConsentDraft {\n    revision\n    published\n    changedAt\n    author {\n      id\n      name\n    }\n    purpose {\n      ko\n      en\n    }\n    items {\n      ko\n      en\n    }\n    retention {\n      ko\n      en\n    }\n    refusal {\n      ko\n      en\n    }\n  }\n"): typeof import('./graphql.ts').ConsentDraftFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ConsentVersion on ConsentVersion {\n    version\n    current\n    publishedAt\n    publishedBy {\n      id\n      name\n    }\n    notices {\n      language\n      purpose\n      items\n      retention\n      refusal\n    }\n  }\n"): typeof import('./graphql.ts').ConsentVersionFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ConsentNotices {\n    consentDraft {\n      ...ConsentDraft\n    }\n    consentVersions {\n      ...ConsentVersion\n    }\n  }\n"): typeof import('./graphql.ts').ConsentNoticesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveConsentDraft($input: SaveConsentDraftInput!) {\n    saveConsentDraft(input: $input) {\n      __typename\n      ...ConsentDraft\n      ... on StaleConsentDraft {\n        draft {\n          ...ConsentDraft\n        }\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SaveConsentDraftDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PublishConsentDraft($revision: Int!) {\n    publishConsentDraft(revision: $revision) {\n      __typename\n      ... on StaleConsentDraft {\n        draft {\n          ...ConsentDraft\n        }\n      }\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').PublishConsentDraftDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SaveContract($input: SaveContractInput!) {\n      saveContract(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  "): typeof import('./graphql.ts').SaveContractDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment CustomerDataLink on CustomerDataLink {\n      enabled\n      url\n      sendsEmail\n      sendsPhone\n      secretMadeAt\n      formerEndsAt\n    }\n  "): typeof import('./graphql.ts').CustomerDataLinkFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query CustomerDataLink {\n      customerDataLink {\n        ...CustomerDataLink\n      }\n    }\n  "): typeof import('./graphql.ts').CustomerDataLinkDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SaveCustomerDataLink($input: SaveCustomerDataLinkInput!) {\n      saveCustomerDataLink(input: $input) {\n        __typename\n        ...CustomerDataLink\n        ... on InvalidInput {\n          field\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').SaveCustomerDataLinkDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation RotateCustomerDataSecret {\n      rotateCustomerDataSecret {\n        __typename\n        ... on CustomerDataSecret {\n          secret\n          link {\n            ...CustomerDataLink\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').RotateCustomerDataSecretDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation TestCustomerDataLink {\n      testCustomerDataLink {\n        __typename\n        ... on CustomerData {\n          fields {\n            ...CompanyDataField\n          }\n        }\n        ...CompanyDataFailure\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').TestCustomerDataLinkDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SaveLogo($token: String) {\n      saveLogo(token: $token) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  "): typeof import('./graphql.ts').SaveLogoDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveGeneralSettings($input: SaveGeneralSettingsInput!) {\n    saveGeneralSettings(input: $input) {\n      __typename\n      ...ServiceSettings\n      ... on InvalidInput {\n        field\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SaveGeneralSettingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SaveHelpCenterSettings($input: SaveHelpCenterSettingsInput!) {\n      saveHelpCenterSettings(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  "): typeof import('./graphql.ts').SaveHelpCenterSettingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InquiryTypeTreeOfService($language: Language!) {\n    inquiryTypes(language: $language) {\n      id\n      name\n      names {\n        ko\n        en\n      }\n      level\n      parentId\n      inHelpCenter\n    }\n  }\n"): typeof import('./graphql.ts').InquiryTypeTreeOfServiceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveInquiryType($input: SaveInquiryTypeInput!) {\n    saveInquiryType(input: $input) {\n      __typename\n      ... on InvalidInput {\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SaveInquiryTypeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveInquiryType($inquiryTypeId: ID!) {\n    removeInquiryType(inquiryTypeId: $inquiryTypeId) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').RemoveInquiryTypeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MoveInquiryType($inquiryTypeId: ID!, $before: ID) {\n    moveInquiryType(inquiryTypeId: $inquiryTypeId, before: $before) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').MoveInquiryTypeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment UndeliveredMail on UndeliveredMail {\n      id\n      kind\n      receiver\n      failedAt\n      problem\n      answer\n    }\n  "): typeof import('./graphql.ts').UndeliveredMailFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query UndeliveredMails($first: Int!, $after: String) {\n      mailDelivery\n      undeliveredMails(first: $first, after: $after) {\n        edges {\n          node {\n            ...UndeliveredMail\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').UndeliveredMailsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation RetryMails($mailId: ID) {\n      retryMails(mailId: $mailId) {\n        __typename\n        ... on RetriedMails {\n          count\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').RetryMailsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SaveMailSettings($input: SaveMailSettingsInput!) {\n      saveMailSettings(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  "): typeof import('./graphql.ts').SaveMailSettingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SaveMaskingSettings($input: SaveMaskingSettingsInput!) {\n      saveMaskingSettings(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  "): typeof import('./graphql.ts').SaveMaskingSettingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment MemberKey on MemberKey {\n      id\n      algorithm\n      hint\n      createdAt\n      createdBy {\n        id\n        name\n      }\n    }\n  "): typeof import('./graphql.ts').MemberKeyFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query MemberLink {\n      memberKeys {\n        ...MemberKey\n      }\n      memberLinkUse {\n        acceptedAt\n        refusedAt\n        refusal\n      }\n    }\n  "): typeof import('./graphql.ts').MemberLinkDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SaveMemberLink($input: SaveMemberLinkInput!) {\n      saveMemberLink(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  "): typeof import('./graphql.ts').SaveMemberLinkDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation CreateMemberSecret {\n      createMemberSecret {\n        __typename\n        ... on CreatedMemberSecret {\n          secret\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').CreateMemberSecretDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation AddMemberPublicKey($publicKey: String!) {\n      addMemberPublicKey(publicKey: $publicKey) {\n        __typename\n      }\n    }\n  "): typeof import('./graphql.ts').AddMemberPublicKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation EndMemberKey($keyId: ID!) {\n      endMemberKey(keyId: $keyId)\n    }\n  "): typeof import('./graphql.ts').EndMemberKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SaveRetentionSettings($input: SaveRetentionSettingsInput!) {\n      saveRetentionSettings(input: $input) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  "): typeof import('./graphql.ts').SaveRetentionSettingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RetentionForecast {\n    retentionForecast {\n      chats\n      tickets\n      customers\n    }\n  }\n"): typeof import('./graphql.ts').RetentionForecastDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment WebhookDelivery on WebhookDelivery {\n      id\n      kind\n      at\n      state\n      attempts\n      answer\n      problem\n      nextAt\n    }\n  "): typeof import('./graphql.ts').WebhookDeliveryFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query WebhookDeliveries($webhookId: ID!, $first: Int!, $after: String) {\n      webhookDeliveries(webhookId: $webhookId, first: $first, after: $after) {\n        edges {\n          node {\n            ...WebhookDelivery\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').WebhookDeliveriesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SendWebhookAgain($deliveryId: ID!) {\n      sendWebhookAgain(deliveryId: $deliveryId) {\n        __typename\n        ...WebhookDelivery\n      }\n    }\n  "): typeof import('./graphql.ts').SendWebhookAgainDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query WebhookKeys {\n      apiClients {\n        id\n        name\n        scopes\n        expiresAt\n        revokedAt\n      }\n    }\n  "): typeof import('./graphql.ts').WebhookKeysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation CreateWebhook($input: CreateWebhookInput!) {\n      createWebhook(input: $input) {\n        __typename\n        ...ShownSecret\n        ... on InvalidInput {\n          field\n        }\n        ... on TooManyWebhooks {\n          most\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').CreateWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation UpdateWebhook($input: UpdateWebhookInput!) {\n      updateWebhook(input: $input) {\n        __typename\n        ...Webhook\n        ... on InvalidInput {\n          field\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').UpdateWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment Webhook on Webhook {\n      id\n      url\n      kinds\n      pause\n      isFailing\n      succeededAt\n      fields {\n        objects\n        apiClient {\n          id\n          name\n          revokedAt\n          expiresAt\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').WebhookFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    fragment ShownSecret on WebhookSecret {\n      secret\n      webhook {\n        ...Webhook\n      }\n    }\n  "): typeof import('./graphql.ts').ShownSecretFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query Webhooks {\n      webhooks {\n        ...Webhook\n      }\n    }\n  "): typeof import('./graphql.ts').WebhooksDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation PauseWebhook($id: ID!) {\n      pauseWebhook(id: $id) {\n        __typename\n        ...Webhook\n      }\n    }\n  "): typeof import('./graphql.ts').PauseWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation ResumeWebhook($id: ID!) {\n      resumeWebhook(id: $id) {\n        __typename\n        ...Webhook\n      }\n    }\n  "): typeof import('./graphql.ts').ResumeWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation RemoveWebhook($id: ID!) {\n      removeWebhook(id: $id) {\n        __typename\n      }\n    }\n  "): typeof import('./graphql.ts').RemoveWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation RotateWebhookSecret($id: ID!) {\n      rotateWebhookSecret(id: $id) {\n        __typename\n        ...ShownSecret\n      }\n    }\n  "): typeof import('./graphql.ts').RotateWebhookSecretDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation TestWebhook($id: ID!) {\n      testWebhook(id: $id) {\n        __typename\n      }\n    }\n  "): typeof import('./graphql.ts').TestWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query RefusedSites {\n      refusedSites {\n        origin\n        refusedAt\n      }\n    }\n  "): typeof import('./graphql.ts').RefusedSitesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation AddSite($origin: String!) {\n      addSite(origin: $origin) {\n        __typename\n        ...ServiceSettings\n        ... on TooManySites {\n          most\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').AddSiteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation RemoveSite($origin: String!) {\n      removeSite(origin: $origin) {\n        __typename\n        ...ServiceSettings\n      }\n    }\n  "): typeof import('./graphql.ts').RemoveSiteDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query OtherPlaces {\n      account {\n        places {\n          id\n          service {\n            id\n            name\n            switchedOff\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').OtherPlacesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query Places {\n      account {\n        places {\n          id\n          availability\n          requests\n          service {\n            id\n            name\n            switchedOff\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').PlacesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SignOut {\n      signOut\n    }\n  "): typeof import('./graphql.ts').SignOutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation AcceptInvitation($token: String!, $password: String!, $code: String) {\n      acceptInvitation(token: $token, password: $password, code: $code) {\n        __typename\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').AcceptInvitationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query MailsPasswordResets {\n      mailsPasswordResets\n    }\n  "): typeof import('./graphql.ts').MailsPasswordResetsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation RequestPasswordReset($email: String!, $language: Language!) {\n      requestPasswordReset(email: $email, language: $language) {\n        __typename\n        ... on PasswordResetRequest {\n          minutes\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').RequestPasswordResetDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query Invitation($token: String!) {\n      invitation(token: $token) {\n        email\n        name\n        hasAccount\n        service {\n          name\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').InvitationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query PasswordReset($token: String!) {\n      passwordReset(token: $token) {\n        email\n      }\n    }\n  "): typeof import('./graphql.ts').PasswordResetDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation ResetPassword($token: String!, $newPassword: String!) {\n      resetPassword(token: $token, newPassword: $newPassword) {\n        __typename\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').ResetPasswordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation LeaveSecondFactor {\n      signOut\n    }\n  "): typeof import('./graphql.ts').LeaveSecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation BeginSecondFactor($password: String!) {\n      beginSecondFactor(password: $password) {\n        __typename\n        ... on SecondFactorSetup {\n          secret\n          uri\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').BeginSecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation ConfirmSecondFactor($code: String!) {\n      confirmSecondFactor(code: $code) {\n        __typename\n        ... on NewRecoveryCodes {\n          codes\n        }\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').ConfirmSecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SetUp($token: String!, $input: SetUpInput!, $password: String!) {\n      setUp(token: $token, input: $input, password: $password) {\n        __typename\n        ... on InvalidInput {\n          field\n          message\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').SetUpDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query SetupState($token: String!) {\n      setupState(token: $token)\n    }\n  "): typeof import('./graphql.ts').SetupStateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    mutation SignIn($email: String!, $password: String!, $code: String) {\n      signIn(email: $email, password: $password, code: $code) {\n        __typename\n        ... on InvalidCode {\n          problem\n        }\n        ... on RateLimited {\n          retryAfter\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').SignInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SecondFactorState {\n    account {\n      email\n      secondFactorRequired\n      secondFactor {\n        since\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SecondFactorStateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AvailabilityTime on AvailabilityTime {\n    online\n    break\n    offline\n  }\n"): typeof import('./graphql.ts').AvailabilityTimeFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RosterPage($after: String, $from: DateTime!, $to: DateTime!, $everyonesTime: Boolean!) {\n    agents(first: 100, after: $after) {\n      edges {\n        node {\n          id\n          openChats\n          availabilityTime(from: $from, to: $to) @include(if: $everyonesTime) {\n            ...AvailabilityTime\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n    viewer @skip(if: $everyonesTime) {\n      ... on Agent {\n        id\n        availabilityTime(from: $from, to: $to) {\n          ...AvailabilityTime\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RosterPageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhoIsAsking {\n    viewer {\n      __typename\n      ... on Agent {\n        id\n        name\n        email\n        role\n        availability\n        canChat\n        canTicket\n        seesAllChats\n        mayReveal\n        maySeal\n        service {\n          id\n          name\n          switchedOff\n        }\n      }\n    }\n    account {\n      language\n      owner\n    }\n  }\n"): typeof import('./graphql.ts').WhoIsAskingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StandingNow {\n    viewer {\n      __typename\n      ... on Agent {\n        id\n        service {\n          id\n          switchedOff\n        }\n      }\n    }\n    account {\n      owner\n    }\n  }\n"): typeof import('./graphql.ts').StandingNowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AgentPresence on AgentPresence {\n    availability\n    connected\n    assignable\n    reason\n    since\n    setBy {\n      id\n      name\n    }\n    agent {\n      id\n      name\n      picture {\n        smallPath\n      }\n      role\n      canChat\n      canTicket\n      inAssignment\n      mayChangeAssignment\n      seesAllChats\n      mayReveal\n      maySeal\n    }\n  }\n"): typeof import('./graphql.ts').AgentPresenceFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription PresenceChanges {\n    presenceChanges {\n      ...AgentPresence\n    }\n  }\n"): typeof import('./graphql.ts').PresenceChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetAvailability($agentId: ID, $availability: Availability!) {\n    setAvailability(agentId: $agentId, availability: $availability) {\n      __typename\n      ... on Agent {\n        id\n        availability\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SetAvailabilityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetInAssignment($inAssignment: Boolean!) {\n    setInAssignment(inAssignment: $inAssignment) {\n      __typename\n    }\n  }\n"): typeof import('./graphql.ts').SetInAssignmentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query TicketsOfChat($chatId: ID!) {\n      chat(id: $chatId) {\n        tickets {\n          ...TicketRow\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').TicketsOfChatDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query NewTicketChat($chatId: ID!) {\n      chat(id: $chatId) {\n        title\n        customer {\n          name\n          email\n          emailMasks {\n            id\n          }\n        }\n      }\n    }\n  "): typeof import('./graphql.ts').NewTicketChatDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n    query FilterInquiryTypes($language: Language!) {\n      inquiryTypes(language: $language) {\n        id\n        path\n        removed\n      }\n    }\n  "): typeof import('./graphql.ts').FilterInquiryTypesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddTicketComment($input: AddTicketCommentInput!) {\n    addTicketComment(input: $input) {\n      __typename\n      ... on IllegalTransition {\n        from\n        to\n      }\n      ... on RateLimited {\n        retryAfter\n      }\n    }\n  }\n"): typeof import('./graphql.ts').AddTicketCommentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateTicket($input: CreateTicketInput!) {\n    createTicket(input: $input) {\n      __typename\n      ... on Ticket {\n        ...TicketRow\n      }\n      ... on InvalidInput {\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CreateTicketDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TicketComment on TicketComment {\n    id\n    kind\n    body\n    masks {\n      ...MaskParts\n    }\n    suggestions {\n      ...SuggestionParts\n    }\n    createdAt\n    revision\n    author {\n      id\n      name\n    }\n    apiClient {\n      id\n      name\n    }\n    attachments {\n      ...FileParts\n    }\n  }\n\n  fragment TicketChange on TicketChange {\n    id\n    field\n    before\n    after\n    changedAt\n    revision\n    author {\n      id\n      name\n    }\n    apiClient {\n      id\n      name\n    }\n  }\n\n  fragment TicketDetail on Ticket {\n    ...TicketRow\n    content\n    titleMasks {\n      ...MaskParts\n    }\n    contentMasks {\n      ...MaskParts\n    }\n    emailMasks {\n      ...MaskParts\n    }\n    titleSuggestions {\n      ...SuggestionParts\n    }\n    contentSuggestions {\n      ...SuggestionParts\n    }\n    language\n    tags\n    changedAt\n    erasedAt\n    nextStatuses\n    creator {\n      id\n      name\n    }\n    apiClient {\n      id\n      name\n    }\n    attachments {\n      ...FileParts\n    }\n    comments {\n      ...TicketComment\n    }\n    changes {\n      ...TicketChange\n    }\n  }\n"): typeof import('./graphql.ts').TicketCommentFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TicketNow($ticketId: ID!) {\n    ticket(id: $ticketId) {\n      ...TicketDetail\n    }\n  }\n"): typeof import('./graphql.ts').TicketNowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription TicketChanges($ticketId: ID!) {\n    ticketChanges(ticketId: $ticketId) {\n      ...TicketDetail\n    }\n  }\n"): typeof import('./graphql.ts').TicketChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TakeTicket($ticketId: ID!) {\n    takeTicket(ticketId: $ticketId) {\n      __typename\n      ... on Ticket {\n        ...TicketDetail\n      }\n      ... on TicketTaken {\n        ticket {\n          ...TicketDetail\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TakeTicketDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateTicket($input: UpdateTicketInput!) {\n    updateTicket(input: $input) {\n      __typename\n      ... on Ticket {\n        ...TicketDetail\n      }\n      ... on StaleTicket {\n        fields\n        ticket {\n          ...TicketDetail\n        }\n      }\n      ... on IllegalTransition {\n        from\n        to\n      }\n    }\n  }\n"): typeof import('./graphql.ts').UpdateTicketDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TicketList($filter: TicketFilter!, $orderBy: TicketOrder!, $first: Int!, $after: String) {\n    tickets(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n      edges {\n        node {\n          ...TicketRow\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TicketListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TicketCountsNow {\n    ticketCounts {\n      ...TicketCounts\n    }\n  }\n\n  fragment TicketCounts on TicketCounts {\n    unassigned\n    open\n    pending\n  }\n"): typeof import('./graphql.ts').TicketCountsNowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TicketRow on Ticket {\n    id\n    number\n    title\n    status\n    priority\n    channel\n    email\n    emailMasks {\n      id\n    }\n    revision\n    createdAt\n    inquiryType {\n      id\n      path\n      removed\n    }\n    customer {\n      id\n      name\n    }\n    assignee {\n      id\n      name\n    }\n    chat {\n      id\n    }\n  }\n"): typeof import('./graphql.ts').TicketRowFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription TicketListChanges {\n    ticketListChanges {\n      ...TicketRow\n    }\n  }\n"): typeof import('./graphql.ts').TicketListChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TranscriptChat on Chat {\n    id\n    revision\n    state\n    title\n    processed\n    requestedAt\n    openedAt\n    answeredAt\n    customerEndedAt\n    closedAt\n    agent {\n      id\n      name\n    }\n    rating {\n      verdict\n      ratedAt\n    }\n    ...RatingState\n  }\n"): typeof import('./graphql.ts').TranscriptChatFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TranscriptMessage on Message {\n    id\n    seq\n    revision\n    key\n    sender\n    senderName\n    senderPicture {\n      smallPath\n    }\n    event\n    body\n    sentAt\n    attachments {\n      ...FileParts\n    }\n    masks {\n      ...MaskParts\n    }\n    suggestions {\n      ...SuggestionParts\n    }\n  }\n"): typeof import('./graphql.ts').TranscriptMessageFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TranscriptNote on ChatNote {\n    id\n    body\n    revision\n    afterSeq\n    createdAt\n    author {\n      name\n    }\n    apiClient {\n      name\n    }\n    masks {\n      ...MaskParts\n    }\n    suggestions {\n      ...SuggestionParts\n    }\n  }\n"): typeof import('./graphql.ts').TranscriptNoteFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TranscriptEnd($chatId: ID!, $last: Int!) {\n    epoch\n    chat(id: $chatId) {\n      ...TranscriptChat\n      notes {\n        ...TranscriptNote\n      }\n      messages(last: $last) {\n        edges {\n          node {\n            ...TranscriptMessage\n          }\n        }\n        pageInfo {\n          hasPreviousPage\n          startCursor\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TranscriptEndDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription TranscriptChanges($chatId: ID!, $after: Int!, $epoch: String!) {\n    chatChanges(chatId: $chatId, after: $after, epoch: $epoch) {\n      revision\n      chat {\n        ...TranscriptChat\n      }\n      messages {\n        ...TranscriptMessage\n      }\n      notes {\n        ...TranscriptNote\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TranscriptChangesDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
