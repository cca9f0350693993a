import type { ClientErrorCode } from '@tarotchat/client';
import type { SpreadId } from '@tarotchat/protocol';
import { type Wait, waitOf } from './wait.ts';

const spreads: Record<SpreadId, string> = {
  'one-card': '한 장',
  'three-cards': '세 장',
  'celtic-cross': '켈틱 크로스',
};

const errors: Record<ClientErrorCode, string> = {
  OFFLINE: '서버에 닿지 않아요. 인터넷 연결을 확인하고 다시 시도해 주세요.',
  MALFORMED_ANSWER: '알아볼 수 없는 답이 왔어요. 페이지를 새로고침해 주세요.',
  LOGIN_STATE_MISMATCH: '이 창에서 시작한 로그인이 아니에요. 로그인을 처음부터 다시 해 주세요.',
  LOGIN_REFUSED: '로그인이 끝까지 진행되지 않았어요. 다시 시작해 주세요.',
  INVALID_JSON: '요청이 깨진 채로 도착했어요. 페이지를 새로고침하고 다시 보내 주세요.',
  UNKNOWN_ACTION: '서버가 모르는 요청이에요. 페이지를 새로고침해 주세요.',
  INVALID_FIELD: '보낸 내용에 서버가 받지 못하는 것이 있어요. 질문을 고쳐서 다시 보내 주세요.',
  INVALID_CURSOR: '목록의 위치를 잃어버렸어요. 목록을 처음부터 다시 불러와 주세요.',
  INVALID_CODE: '로그인 코드가 만료됐거나 이미 쓰였어요. 로그인을 다시 시작해 주세요.',
  UNAUTHENTICATED: '로그인이 필요해요. 다시 로그인해 주세요.',
  AUTH_EXPIRED: '로그인 시간이 지났어요. 다시 로그인해 주세요.',
  REFRESH_REFUSED: '로그인이 끝났어요. 이어서 하려면 다시 로그인해 주세요.',
  WRONG_USER: '다른 사람의 로그인으로 바뀌었어요. 페이지를 새로고침해 주세요.',
  FORBIDDEN: '여기에서는 할 수 없는 요청이에요. 올바른 주소로 열었는지 확인해 주세요.',
  NOT_FOUND: '찾는 것이 없어요. 주소를 확인해 주세요.',
  SESSION_NOT_FOUND: '이 대화는 없거나 지워졌어요. 새 질문으로 시작해 주세요.',
  MESSAGE_TOO_LARGE: '질문이 너무 길어요. 조금 줄여서 다시 보내 주세요.',
  TOO_MANY_REQUESTS: '질문이 잠시 몰렸어요. 조금 쉬었다가 다시 물어봐 주세요.',
  INTERNAL: '저희 쪽에 문제가 생겼어요. 잠시 뒤에 다시 시도해 주세요.',
  READING_FAILED: '이번에는 카드를 읽지 못했어요. 한 번 더 물어봐 주세요.',
  SERVICE_UNAVAILABLE: '필요한 서비스가 응답하지 않아요. 잠시 뒤에 다시 시도해 주세요.',
  TIMEOUT: '답이 너무 오래 걸려서 기다리기를 멈췄어요. 잠시 뒤에 대화를 다시 열거나 한 번 더 물어봐 주세요.',
};

const inKorean = ({ amount, unit }: Wait): string => `${amount}${{ second: '초', minute: '분', hour: '시간' }[unit]}`;

/** Every text of the page in Korean; the other languages have the same keys. */
export const ko = {
  appName: '타로챗',
  otherLanguage: 'English',
  languageToggle: 'Switch to English',
  skipToQuestion: '질문 쓰는 곳으로 건너뛰기',
  starting: '여는 중이에요…',
  loginTagline: '마음에 걸리는 것을 물어보세요. 카드가 펼쳐지고, 풀이가 한 글자씩 적혀 내려가요.',
  loginButton: '카카오로 시작하기',
  loginBusy: '카카오로 이동하는 중…',
  loginNote: '질문과 풀이는 나만 볼 수 있고, 언제든 지울 수 있어요.',
  tryAgain: '다시 시도',
  dismiss: '닫기',
  retryAfter: (seconds: number) => `${inKorean(waitOf(seconds))} 뒤에 다시 할 수 있어요.`,
  newSession: '새 질문',
  openSessions: '지난 대화 열기',
  closeSessions: '지난 대화 닫기',
  sessions: '지난 대화',
  sessionsLoading: '지난 대화를 불러오는 중이에요…',
  sessionsEmpty: '아직 대화가 없어요. 첫 질문을 기다리고 있을게요.',
  moreSessions: '더 보기',
  deleteSession: (title: string) => `"${title}" 지우기`,
  deleteTitle: '이 대화를 지울까요?',
  deleteText: (title: string) => `"${title}"의 질문과 풀이가 모두 사라지고, 되돌릴 수 없어요.`,
  deleteConfirm: '지우기',
  cancel: '그대로 두기',
  logout: '로그아웃',
  logoutEverywhere: '모든 기기에서 로그아웃',
  greeting: (name: string) => `${name} 님`,
  connecting: '다시 연결하는 중이에요…',
  offline: '연결이 끊겼어요. 돌아오는 대로 이어서 할게요.',
  welcome: '무엇이 궁금하세요?',
  welcomeHint: '예, 아니오보다 "어떻게"로 물으면 카드가 더 많은 이야기를 해 줘요.',
  examples: [
    '요즘 일이 손에 안 잡혀요. 무엇을 먼저 돌보면 좋을까요?',
    '그 사람에게 먼저 연락해 볼까 망설이고 있어요.',
    '다음 한 달은 어떤 마음으로 지내면 좋을까요?',
  ],
  conversationLoading: '대화를 불러오는 중이에요…',
  conversation: '대화',
  questionLabel: '질문',
  questionPlaceholder: '마음에 걸리는 것을 적어 보세요',
  followUpPlaceholder: '이어서 물어보세요',
  spreadLabel: '카드를 펼치는 방법',
  spreads,
  send: '물어보기',
  sendBusy: '풀이가 끝나면 이어서 물을 수 있어요.',
  bytesLeft: (left: number) =>
    left >= 0 ? `${left.toLocaleString('ko')}바이트 남았어요` : `${(-left).toLocaleString('ko')}바이트 넘쳤어요`,
  cards: '펼친 카드',
  reversed: '역방향',
  upright: '정방향',
  sending: '질문을 보내는 중이에요…',
  shuffling: '카드를 섞고 있어요…',
  beginning: '카드를 들여다보고 있어요…',
  askAgain: '다시 물어보기',
  stopped: '모든 기기에서 로그아웃하면서 풀이가 여기서 멈췄어요.',
  cardsDrawn: (cards: string) => `카드를 뽑았어요. ${cards}.`,
  readingDone: '풀이가 끝났어요.',
  loggedOutElsewhere: '로그인이 끝났어요. 이어서 하려면 다시 로그인해 주세요.',
  errors,
};

/** The texts of the page in one language; every other language has the same keys. */
export type Strings = typeof ko;
