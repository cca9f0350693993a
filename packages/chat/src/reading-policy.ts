import type { Language } from '@tarotchat/protocol';
import policyData from './reading-policy.json' with { type: 'json' };

/** What the cards never give a verdict on. */
type VerdictTopic = 'medical' | 'legal' | 'financial';
const verdictTopicList = ['medical', 'legal', 'financial'] as const satisfies readonly VerdictTopic[];

type PolicyText = {
  /** The whole reply to a person in crisis: help lines, and no card. */
  readonly helpLines: string;
  /** What stands before the notices of {@link noVerdictNotice}. */
  readonly noticeOpening: string;
  readonly notices: { readonly [topic in VerdictTopic]: string };
  /** The reply where a model's provider filtered the answer. */
  readonly declined: string;
  /** What ends a reading that grew too long. */
  readonly cutShort: string;
};

/** Texts that every reading model uses as they are: help lines, notices, endings. */
export const policyTexts: { readonly [language in Language]: PolicyText } = policyData;

/**
 * True where a question hints that somebody may be in danger of taking their life or of hurting themselves.
 * Both languages are looked for whatever the language of the reading. It errs on the side of help:
 * a needless help line costs a reading, a missed one may cost more.
 */
export const hintsAtCrisis = (question: string): boolean => matchesAny(crisisPatterns, plain(question));

/** The topics in a question on which the cards give no verdict, in a fixed order. */
export const verdictTopics = (question: string): VerdictTopic[] => {
  const text = plain(question);
  return verdictTopicList.filter((topic) => matchesAny(verdictPatterns[topic], text));
};

/** The paragraph that says on what the cards do not decide, and who may; `undefined` where no topic asks for it. */
export const noVerdictNotice = (language: Language, question: string): string | undefined => {
  const topics = verdictTopics(question);
  if (topics.length === 0) return undefined;
  const { noticeOpening, notices } = policyTexts[language];
  return [noticeOpening, ...topics.map((topic) => notices[topic])].join(' ');
};

// Korean sentences name people and things without spaces as often as with them, so most patterns allow both; those
// that would hit another word (혼자살기, 피자살까, 고소한, 계약을) ask for the beginning of a word.
const crisisPatterns: readonly RegExp[] = [
  /(?<!\p{Script=Hangul})자살(?!골)/u,
  /(?:동반|집단)자살|자살(?:하|시도|충동)/,
  /(?<!\p{Script=Hangul})자해/u,
  /죽고\s*싶|죽고만\s*싶|죽어\s*버리(?:고|려)|죽어\s*버릴|죽어야\s*(?:해|겠|할)/,
  /죽는\s*게\s*(?:더\s*)?(?:낫|나을|나아|편)|죽으면\s*(?:다\s*|모두\s*)?(?:끝|편)|죽을까\s*(?:해|생각|고민)/,
  /목숨을?\s*(?:끊|버리|버릴|포기)|목을\s*(?:매|맬)|목\s*매달|손목을?\s*(?:긋|그어|그었|그을)/,
  /뛰어내리(?:고\s*싶|려)|뛰어내릴/,
  /(?:삶|생|인생)을\s*(?:마감|끝내|끝낼|포기)|극단적인?\s*선택|(?:사라지|없어지)고\s*싶|유서를?\s*(?:쓰|썼|쓸|남기|남겼)/,
  /(?:그만|더는|더\s*이상)\s*살고?\s*(?:싶|싫)|살\s*(?:이유|가치)[가도]?\s*없/,
  // "이 집에 살기 싫어요", "혼자 살기 싫어요" are about a home; "이 세상에 살기 싫어요" is not.
  /(?<!(?:(?<!세상)에서?|랑|하고|[와과]|같이|함께|여기서?|거기서?|따로|혼자)\s*)살(?:기가?\s*싫|고\s*싶지\s*않)/,
  /\bsuicid(?:e|al)\b|\bself[- ]?harm|\bunalive\b|\bkms\b/,
  /\b(?:kill|hurt|harm|cut|hang)(?:t?ing)? (?:my|him|her|your|them)sel(?:f|ves)\b/,
  /\b(?:end|ending) (?:my|his|her|their) (?:own )?li(?:fe|ves)\b|\btak(?:e|ing) (?:my|his|her|their) own li(?:fe|ves)\b/,
  /\bend(?:ing)? it all\b|\b(?:wants?|wanted|wish|wishes) to die\b|\bwanna die\b|\bwish i (?:was|were) dead\b/,
  /\bbetter off (?:dead|without me)\b|\bno (?:reason|point) (?:to live|in living|to go on|in going on)\b/,
  /\b(?:don't|dont|do not|doesn't) (?:want to|wanna) (?:be alive|exist|live|wake up)(?=\s*(?:$|[.,!?;]|any ?more|ever|again|like this))/,
];

const verdictPatterns: { readonly [topic in VerdictTopic]: readonly RegExp[] } = {
  medical: [
    /병원|수술|진단|처방|치료|항암|종양|암(?:인가|일까|에\s*걸|\s*검사|\s*치료)|질병|질환|병에\s*걸|복용|임신|증상|우울증|공황|건강\s*검진|완치|백신/,
    /(?<!\p{Script=Hangul})약을?\s*(?:끊|먹|바꾸|바꿀|줄이|줄일)/u,
    /\b(?:cancer|tumou?rs?|diagnos\w*|surgery|diseases?|illness|symptoms?|medications?|medicine|prescri\w+|pregnan\w+|miscarr\w+|treatment|doctors?|hospital|chemo\w*|depression|vaccines?|biopsy)\b/,
  ],
  legal: [
    /소송|재판|고소(?!한\s*(?:맛|냄새|향)|미)|고발|판결|변호사|합의금|양육권|위자료|형사|민사|기소|유죄|무죄|벌금|경찰\s*조사|법적|상속/,
    /\b(?:lawsuits?|sue|suing|sued|court|trial|custody|lawyers?|attorneys?|verdict|guilty|legal\w*|prosecut\w+|inheritance|alimony|bail|jail|prison)\b/,
  ],
  financial: [
    /주식|코인(?!\s*노래)|투자|대출|펀드|청약|매수|매도|로또|복권|도박|파산|빚|부동산|재테크|적금|환율/,
    /\b(?:invest\w*|stocks?|shares|crypto\w*|bitcoins?|loans?|mortgage|lottery|gambl\w+|bankrupt\w*|debts?|real estate|forex|etfs?)\b/,
  ],
};

const matchesAny = (patterns: readonly RegExp[], text: string): boolean =>
  patterns.some((pattern) => pattern.test(text));

/** One form for what looks the same: macOS sends Hangul as single letters (NFD), phones send curly apostrophes. */
const plain = (text: string): string => text.normalize('NFKC').replaceAll(/[’ʼ]/g, "'").toLowerCase();
