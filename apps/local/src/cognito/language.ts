/** The languages of the pages. */
export type Language = 'ko' | 'en';

/** The first of Korean and English that an Accept-Language header (RFC 9110, 12.5.4) prefers; English for others. */
export const chooseLanguage = (acceptLanguage: string | undefined): Language => {
  const wanted = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('q='));
    return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality.slice(2)) };
  });
  const known = wanted.filter(({ language, quality }) => (language === 'ko' || language === 'en') && quality > 0);
  const [first] = known.sort((a, b) => b.quality - a.quality);
  return first?.language === 'ko' ? 'ko' : 'en';
};
