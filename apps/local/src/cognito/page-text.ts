import type { Language } from './language.ts';

const english = {
  loginTitle: 'Log in to Tarotchat',
  loginLead: 'This stands in for Kakao on this machine. Choose who you are.',
  people: 'People',
  otherName: 'Or another name',
  nameWrong: 'Write a name of 1 to 40 characters.',
  logIn: 'Log in',
  loginNote: 'No password: everything stays on this machine. The same name is always the same person.',
  expiredTitle: 'This login is over',
  expiredLead: 'It waited too long, or was finished already. Go back and start again.',
  misconfiguredTitle: 'This login cannot start',
  misconfiguredLead: 'The app asked for it in a way that is not registered. Check its client id and callback address.',
  brokenTitle: 'The login failed',
  brokenLead: 'Something went wrong in the stand-in; the terminal says what. Go back and start again.',
  backToApp: 'Back to the app',
};

/** What the pages say, the same keys in both languages. */
export const pageText: Record<Language, typeof english> = {
  en: english,
  ko: {
    loginTitle: '타로챗 로그인',
    loginLead: '이 컴퓨터에서 카카오를 대신하는 화면이에요. 누구로 들어갈지 골라 주세요.',
    people: '사람 고르기',
    otherName: '또는 다른 이름',
    nameWrong: '이름을 1자 이상 40자 이하로 적어 주세요.',
    logIn: '로그인',
    loginNote: '비밀번호는 없고, 모든 것은 이 컴퓨터에만 남아요. 같은 이름은 언제나 같은 사람이에요.',
    expiredTitle: '이 로그인은 끝났어요',
    expiredLead: '시간이 지났거나 이미 마친 로그인이에요. 돌아가서 다시 시작해 주세요.',
    misconfiguredTitle: '로그인을 시작할 수 없어요',
    misconfiguredLead: '앱이 등록되지 않은 방식으로 로그인을 요청했어요. 클라이언트 ID와 콜백 주소를 확인해 주세요.',
    brokenTitle: '로그인에 실패했어요',
    brokenLead: '로그인 화면에서 문제가 생겼어요. 자세한 내용은 터미널에 있어요. 돌아가서 다시 시작해 주세요.',
    backToApp: '앱으로 돌아가기',
  },
};
