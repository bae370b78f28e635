import type { RatingVerdict } from './chat/chat.entity.ts';
import type { Language, LocalText } from './service/service.entity.ts';
import type { TicketCommentKind } from './ticket/ticket-comment.entity.ts';
import type { TicketPriority, TicketStatus } from './ticket/ticket.entity.ts';

/** What was said and done in the past of the demo's shop. Who, when and how often is `demo-past.ts`. */

export interface DemoCategory {
  readonly name: string;
  readonly below?: readonly string[];
}

export const categories: readonly DemoCategory[] = [
  { name: '주문·결제 Orders', below: ['주문 변경 Changes', '결제 오류 Payment errors', '영수증 Receipts'] },
  { name: '배송 Delivery', below: ['배송 조회 Tracking', '배송지 변경 New address', '파손 Damaged'] },
  { name: '교환·환불 Returns', below: ['교환 Exchange', '환불 Refund'] },
  { name: '회원·쿠폰 Account', below: ['쿠폰 Coupons', '로그인 Sign-in'] },
  { name: '상품 문의 Products' },
];

export const cannedReplies: readonly (readonly [shortcut: string, body: string])[] = [
  ['인사', '안녕하세요 {customer}님, 담소 스토어 상담원 {agent}입니다. 무엇을 도와드릴까요?'],
  ['확인', '확인해 보겠습니다. 잠시만 기다려 주세요.'],
  ['주문번호', '정확한 확인을 위해 주문번호를 알려 주시겠어요?'],
  [
    '환불',
    '환불은 반품 상품이 도착한 날부터 3영업일 안에 결제하신 수단으로 처리됩니다. 카드사에 따라 며칠 더 걸릴 수 있습니다.',
  ],
  ['감사', '문의해 주셔서 감사합니다. 좋은 하루 보내세요!'],
  ['hello', 'Hello {customer}, this is {agent} at Damso Store. How can I help you?'],
  ['order', 'Could you tell me your order number, please?'],
  ['thanks', 'Thank you for chatting with us. Have a nice day!'],
];

/** One past conversation. */
export interface Script {
  readonly language: Language;
  /** A name of `categories`, at whatever level; none for what nobody filed. */
  readonly category?: string;
  /** `<` what the customer says, `>` what the agent says, `#` an agent's internal note. `{order}` and `{product}` differ each time. */
  readonly lines: readonly string[];
  /** AGENT by itself. LEFT: the customer left the line before anybody answered. */
  readonly ends?: 'CUSTOMER' | 'IDLE' | 'LEFT';
  readonly rating?: readonly [verdict: RatingVerdict, comment?: string];
  /** The agent's note of the consultation. */
  readonly note?: string;
}

export const scripts: readonly Script[] = [
  {
    language: 'ko',
    category: '배송 조회 Tracking',
    lines: [
      '<안녕하세요, {product} 언제 도착하나요? 주문번호는 {order}입니다.',
      '>안녕하세요, 담소 스토어입니다. 바로 확인해 드릴게요.',
      '>오늘 아침 대전 물류센터를 출발했고, 내일 오후에 받으실 수 있습니다.',
      '<내일이면 괜찮아요. 감사합니다!',
      '>네, 기다려 주셔서 감사합니다. 좋은 하루 보내세요!',
    ],
    rating: ['SATISFIED', '빠르고 친절하게 알려 주셔서 좋았습니다.'],
    note: '배송 예정일 안내 완료',
  },
  {
    language: 'en',
    category: '배송 조회 Tracking',
    lines: [
      '<Hi! My order {order} still says “preparing”. It has been four days.',
      '>Hello! Let me look that up for you, one moment please.',
      '>The {product} arrived at our warehouse this morning, so your parcel leaves today. I am sorry for the wait.',
      '<Great, so when will I get it?',
      '>On the day after tomorrow at the latest. You will get a tracking number by e-mail tonight.',
      '<Perfect, thank you.',
    ],
    rating: ['SATISFIED', 'Quick and clear answer.'],
  },
  {
    language: 'ko',
    category: '환불 Refund',
    lines: [
      '<{product} 반품했는데 환불이 아직 안 됐어요',
      '>불편을 드려 죄송합니다. 주문번호를 알려 주시겠어요?',
      '<{order}이고요, 카드는 4518-4212-3456-7894으로 결제했어요',
      '>반품 상품은 어제 도착해서 검수가 끝났습니다. 오늘 카드사에 취소를 요청했고 3~5일 안에 반영됩니다.',
      '#카드번호는 물어보지 않았는데 고객이 적음. 자동으로 가려짐.',
      '<알겠습니다',
      '>기다려 주셔서 감사합니다.',
    ],
    rating: ['SATISFIED'],
    note: '카드 취소 요청함. 다음 주에 반영 확인',
  },
  {
    language: 'ko',
    category: '파손 Damaged',
    lines: [
      '<받은 상품이 깨져 있어요. {product}, 주문 {order}',
      '>이런, 정말 죄송합니다. 사진을 이메일로 보내 주실 수 있을까요?',
      '<네 보냈어요',
      '>확인했습니다. 새 상품을 오늘 바로 보내 드리고, 깨진 상품은 기사님이 방문하실 때 회수하겠습니다.',
      '<연락처 바뀌었어요 010-2345-6789로 부탁드려요',
      '>네, 바뀐 번호로 전달했습니다.',
    ],
    ends: 'CUSTOMER',
    rating: ['UNSATISFIED', '같은 일이 두 번째예요. 포장에 더 신경 써 주세요.'],
    note: '포장 불량. 물류팀에 전달함',
  },
  {
    language: 'en',
    category: '교환 Exchange',
    lines: [
      '<Hello, the {product} is too small. Can I get it one size larger?',
      '>Of course! We have it in stock. What is your order number?',
      '<{order}',
      '>Thank you. A courier brings the larger one on Thursday and takes the other one back. There is nothing to pay.',
      '<Wow, that was easy. Thanks!',
      '>You are welcome!',
    ],
    rating: ['SATISFIED', 'Super friendly, thank you!'],
    note: 'Exchange arranged for Thursday',
  },
  {
    language: 'ko',
    category: '결제 오류 Payment errors',
    lines: [
      '<결제가 두 번 된 것 같아요',
      '>확인해 보겠습니다. 잠시만 기다려 주세요.',
      '>{order} 주문이 결제창 오류로 두 번 승인되었네요. 한 건은 지금 취소했습니다.',
      '<바로 취소되나요?',
      '>카드사 승인 취소 문자가 10분 안에 갈 거예요. 불편을 드려 죄송합니다.',
      '<왔어요. 감사합니다',
    ],
    ends: 'CUSTOMER',
    rating: ['SATISFIED'],
    note: '중복 승인 1건 취소',
  },
  {
    language: 'ko',
    lines: ['<지금 상담 되나요?', '<{product} 재입고 언제인지 궁금해요'],
    ends: 'LEFT',
  },
  {
    language: 'en',
    category: '쿠폰 Coupons',
    lines: [
      '<The coupon WELCOME10 does not work for me.',
      '>Hello! The coupon is for orders of 30,000 won and more. Your basket holds the {product} only, is that right?',
      '<Yes. I see, that is not written anywhere though.',
      '>You are right, I am sorry. I have added a coupon without a minimum to your account.',
    ],
    ends: 'IDLE',
    note: 'Coupon text on the web site is unclear; told marketing',
  },
  {
    language: 'ko',
    category: '배송지 변경 New address',
    lines: [
      '<배송지를 바꾸고 싶어요. 주문번호 {order}',
      '>아직 출고 전이라 바꿀 수 있습니다. 새 주소를 알려 주시겠어요?',
      '<서울 마포구 양화로 45, 3층이요',
      '>변경했습니다. {product} 상품은 내일 출고되어 모레 도착합니다.',
      '<감사합니다~',
      '>좋은 하루 보내세요!',
    ],
    rating: ['SATISFIED', '바로 처리해 주셔서 감사해요'],
  },
  {
    language: 'ko',
    category: '로그인 Sign-in',
    lines: [
      '<로그인이 안 돼요. 비밀번호를 바꿨는데도요',
      '>불편하셨겠어요. 가입하신 이메일을 확인해 주시겠어요?',
      '<아 예전 메일로 들어가고 있었네요',
      '>다행입니다! 다른 문의가 있으신가요?',
      '<아니요 됐습니다',
    ],
    ends: 'CUSTOMER',
  },
  {
    language: 'en',
    category: '상품 문의 Products',
    lines: [
      '<Is the {product} dishwasher safe?',
      '>Hello! Yes, up to 60 °C. The lid should be washed by hand.',
      '<And does it come in green?',
      '>Not yet, but green arrives next month. Shall I send you a note when it does?',
      '<Yes please, to mail@example.org',
      '>Noted. Thank you for your interest!',
    ],
    rating: ['SATISFIED'],
  },
  {
    language: 'ko',
    category: '영수증 Receipts',
    lines: [
      '<세금계산서 발행 부탁드립니다. 주문 {order}',
      '>네, 사업자등록증을 이메일로 보내 주시면 오늘 안에 발행해 드리겠습니다.',
      '<보냈습니다',
      '>받았습니다. 발행되면 이메일로 알려 드릴게요.',
      '<네 감사합니다',
    ],
    rating: ['SATISFIED'],
    note: '세금계산서 발행 요청. 티켓으로 이관',
  },
  {
    language: 'ko',
    category: '환불 Refund',
    lines: [
      '<계좌로 환불받을 수 있나요?',
      '>네, 가능합니다. 반품 접수 화면에서 계좌를 입력해 주시면 됩니다.',
      '<그냥 여기 적을게요. 제 주민번호 900101-1234568 이거 필요한가요?',
      '>아니요, 주민등록번호는 필요하지 않습니다! 화면에서 가려졌으니 걱정하지 마세요.',
      '<아 다행이네요',
      '>반품 화면 링크를 문자로 보내 드렸습니다.',
    ],
    rating: ['SATISFIED', '개인정보가 바로 가려져서 안심했어요.'],
  },
  {
    language: 'ko',
    category: '주문 변경 Changes',
    lines: [
      '<{product} 수량을 하나 더 추가할 수 있을까요? {order}',
      '>같은 주문에 추가는 어렵지만, 새로 주문하시면 함께 배송되도록 묶어 드릴게요.',
      '<배송비는요?',
      '>배송비는 한 번만 받습니다.',
      '<주문했어요!',
      '>확인했습니다. 함께 출고하겠습니다.',
    ],
    rating: ['SATISFIED'],
  },
  {
    language: 'en',
    category: '환불 Refund',
    lines: [
      '<I returned the {product} two weeks ago and there is still no refund.',
      '>I am sorry about that. Which order was it?',
      '<{order}. I have asked twice already.',
      '>I see that the return was not booked in. I am passing this to our warehouse and will answer you by e-mail today.',
      '#Parcel was signed for on the 3rd. Warehouse has to look for it.',
      '<OK. I hope it works this time.',
    ],
    ends: 'CUSTOMER',
    rating: ['UNSATISFIED', 'I have to ask for the same thing again and again.'],
    note: 'Return not booked in; ticket for the warehouse',
  },
  {
    language: 'ko',
    category: '상품 문의 Products',
    lines: [
      '<{product} 선물 포장 되나요?',
      '>네, 주문하실 때 “선물 포장”을 고르시면 됩니다. 2,000원이 추가됩니다.',
      '<카드도 넣을 수 있어요?',
      '>네, 40자까지 적으실 수 있어요.',
    ],
    ends: 'IDLE',
  },
];

/** The things the shop sells, in both languages. */
export const products: readonly LocalText[] = [
  { ko: '텀블러', en: 'tumbler' },
  { ko: '머그잔', en: 'mug' },
  { ko: '린넨 셔츠', en: 'linen shirt' },
  { ko: '에코백', en: 'tote bag' },
  { ko: '무드등', en: 'night lamp' },
  { ko: '블루투스 스피커', en: 'speaker' },
];

/** Some say who they are and some do not. */
export const people: Readonly<
  Record<Language, readonly { readonly name?: string; readonly email?: string; readonly phone?: string }[]>
> = {
  ko: [
    { name: '김하늘', email: 'haneul@example.com', phone: '010-1234-5678' },
    { name: '이서준', email: 'seojun@example.com' },
    {},
    { name: '박지우', phone: '010-8765-4321' },
    { name: '최은서', email: 'eunseo@example.com' },
    {},
    { name: '정도윤' },
    { name: '강수빈', email: 'subin@example.com' },
    { name: '윤채원' },
    {},
    { name: '임현우', email: 'hyunwoo@example.com' },
    { name: '한다은' },
    { name: '남궁민재', email: 'minjae@example.com' },
  ],
  en: [
    { name: 'June Park', email: 'june@example.com' },
    { name: 'Oliver Grant' },
    {},
    { name: 'Emma Rossi', email: 'emma@example.com' },
    { name: 'Liam Chen', email: 'liam@example.com' },
    {},
    { name: 'Sofia Martin' },
  ],
};

/** One past ticket, with what became of it. */
export interface DemoTicket {
  readonly language: Language;
  /** Name of an inquiry type of the demo in Korean. */
  readonly type: string;
  readonly title: string;
  readonly content: string;
  /** An inquiry of so many days ago, or what an agent made of the last chat that was filed under this category in this language. */
  readonly from: { readonly daysAgo: number } | { readonly category: string };
  readonly priority?: TicketPriority;
  readonly steps: readonly DemoStep[];
}

interface DemoStep {
  readonly hoursLater: number;
  /** The agent of `demoAgents` by place; none for the customer. */
  readonly by?: 0 | 1 | 2;
  readonly status?: TicketStatus;
  readonly says?: readonly [kind: TicketCommentKind, body: string];
}

export const tickets: readonly DemoTicket[] = [
  {
    language: 'ko',
    type: '배송 조회',
    title: '제주도 배송은 며칠 걸리나요?',
    content: '다음 주 화요일까지 꼭 받아야 합니다. 제주시로 보낼 텀블러 열 개인데 가능한지 알려 주세요.',
    from: { daysAgo: 0.2 },
    priority: 'HIGH',
    steps: [],
  },
  {
    language: 'en',
    type: '기타',
    title: 'Do you deliver to Japan?',
    content: 'I would like to send a night lamp to a friend in Osaka. Is that possible, and what does it cost?',
    from: { daysAgo: 1.1 },
    steps: [],
  },
  {
    language: 'ko',
    type: '영수증·세금계산서',
    title: '세금계산서 발행',
    content: '채팅으로 요청하신 세금계산서. 사업자등록증은 이메일로 받음.',
    from: { category: '영수증 Receipts' },
    steps: [
      { hoursLater: 1, by: 1, status: 'OPEN' },
      { hoursLater: 2, by: 1, says: ['NOTE', '회계팀에 발행 요청함.'] },
    ],
  },
  {
    language: 'en',
    type: '교환·반품·환불',
    title: 'Refund of a return that was not booked in',
    content: 'Signed for on the 3rd, not booked in by the warehouse. Customer has asked three times.',
    from: { category: '환불 Refund' },
    priority: 'URGENT',
    steps: [
      { hoursLater: 0.2, by: 0, status: 'OPEN' },
      { hoursLater: 1, by: 0, says: ['NOTE', 'Warehouse is looking for the parcel.'] },
      {
        hoursLater: 5,
        by: 0,
        status: 'PENDING',
        says: ['REPLY', 'We have asked our warehouse and will tell you as soon as your parcel is found.'],
      },
    ],
  },
  {
    language: 'ko',
    type: '주문 변경',
    title: '주문한 셔츠 색상을 바꿀 수 있나요?',
    content: '흰색을 주문했는데 하늘색으로 바꾸고 싶습니다.',
    from: { daysAgo: 4.3 },
    steps: [
      { hoursLater: 2, by: 2, status: 'OPEN' },
      {
        hoursLater: 2.2,
        by: 2,
        status: 'RESOLVED',
        says: ['REPLY', '하늘색으로 바꿔 두었습니다. 내일 출고됩니다. 이용해 주셔서 감사합니다.'],
      },
    ],
  },
  {
    language: 'en',
    type: '결제 오류',
    title: 'Card declined although it works elsewhere',
    content: 'I tried three times to pay with my card. Each time the page says “declined”.',
    from: { daysAgo: 5.2 },
    steps: [
      { hoursLater: 3, by: 1, status: 'OPEN' },
      {
        hoursLater: 3.1,
        by: 1,
        status: 'PENDING',
        says: ['REPLY', 'Could you try once more? We have reset the check of your bank.'],
      },
      { hoursLater: 20, status: 'OPEN', says: ['CUSTOMER', 'Now it worked, thank you!'] },
      {
        hoursLater: 22,
        by: 1,
        status: 'RESOLVED',
        says: ['REPLY', 'Good to hear. Thank you for telling us!'],
      },
    ],
  },
  {
    language: 'ko',
    type: '배송지 변경',
    title: '이사해서 주소가 바뀌었어요',
    content: '정기 주문의 배송지를 새 주소로 바꿔 주세요. 회원 정보의 주소는 바꿔 두었습니다.',
    from: { daysAgo: 6.3 },
    priority: 'LOW',
    steps: [
      { hoursLater: 4, by: 2, status: 'OPEN' },
      {
        hoursLater: 4.5,
        by: 2,
        status: 'RESOLVED',
        says: ['REPLY', '다음 주문부터 새 주소로 보내 드립니다.'],
      },
      { hoursLater: 50, by: 2, status: 'CLOSED' },
    ],
  },
  {
    language: 'ko',
    type: '기타',
    title: '매장에 두고 온 우산을 찾습니다',
    content: '토요일 오후에 합정 매장에 검은 장우산을 두고 왔습니다.',
    from: { daysAgo: 6.9 },
    steps: [
      { hoursLater: 1, by: 0, status: 'OPEN' },
      { hoursLater: 1.5, by: 0, says: ['NOTE', '매장에 전화함. 계산대에서 보관 중.'] },
      {
        hoursLater: 1.6,
        by: 0,
        status: 'RESOLVED',
        says: ['REPLY', '우산을 찾았습니다! 계산대에 말씀하시면 됩니다.'],
      },
      { hoursLater: 30, by: 0, status: 'CLOSED' },
    ],
  },
];
