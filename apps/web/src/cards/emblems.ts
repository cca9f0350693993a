// Line drawings of our own, around the origin: emblems within ±30, suit symbols within ±12.

const circle = (x: number, y: number, radius: number): string =>
  `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;

const ring = (points: number, radiusAt: (index: number) => number, turn = -90): string[] =>
  Array.from({ length: points }, (_, index) => {
    const angle = ((turn + (360 / points) * index) * Math.PI) / 180;
    return `${(radiusAt(index) * Math.cos(angle)).toFixed(1)} ${(radiusAt(index) * Math.sin(angle)).toFixed(1)}`;
  });

const star = (tips: number, outer: number, inner: number): string =>
  `M${ring(tips * 2, (index) => (index % 2 === 0 ? outer : inner)).join('L')}Z`;

const rays = (count: number, from: number, to: number): string => {
  const starts = ring(count, () => from);
  const ends = ring(count, () => to);
  return starts.map((start, index) => `M${start}L${ends[index]}`).join('');
};

// Every second of five tips, drawn in one line; turned upside down.
const pentagram = (radius: number): string => {
  const tips = ring(5, () => radius, 90);
  return `M${[0, 2, 4, 1, 3].map((index) => tips[index]).join('L')}Z`;
};

const lemniscate = 'M0-22c4-6 13-6 13 0s-9 6-13 0s-13-6-13 0s9 6 13 0';

/** By the number of the card. */
export const majorEmblems: readonly string[] = [
  /* the fool */ `M-28 24H0l5 6M-18 24L10-6${circle(14, -10, 6)}${circle(-16, -16, 6)}${'M-16-27v3M-27-16h3M-24-24l2 2M-8-24l-2 2'}`,
  /* the magician */ `${lemniscate}M0-12V10M-22 10H22M-16 10V28M16 10V28${circle(-12, 4, 4)}M12-4V10M8 0H16`,
  /* the high priestess */ 'M-23-24V26M-15-24V26M15-24V26M23-24V26M-27-26H-11M11-26H27M-27 28H-11M11 28H27M5-10a11 11 0 1 0 0 20a8.5 8.5 0 0 1 0-20',
  /* the empress */ `${circle(0, -9, 14)}${circle(0, -9, 6)}M0 5V28M-10 17H10`,
  /* the emperor */ 'M0 28V-4C0-25-24-26-24-9C-24 1-12 3-11-6M0-4C0-25 24-26 24-9C24 1 12 3 11-6M-10 28H10',
  /* the hierophant */ 'M0-30V28M-7-22H7M-12-12H12M-17-2H17M-9 28H9',
  /* the lovers */ `${circle(-8, 8, 14)}${circle(8, 8, 14)}M0-28v9M-10-25l4 7M10-25l-4 7`,
  /* the chariot */ `M-20-6V-26H20V-6M-22-6H22L15 14H-15Z${circle(-13, 21, 7)}${circle(13, 21, 7)}M0-22v10M-5-17H5`,
  /* strength */ `${lemniscate}M0 27C-28 10-19-11-8-10C-3-9 0-4 0-1C0-4 3-9 8-10C19-11 28 10 0 27Z`,
  /* the hermit */ `M-11-10H11L15 18H-15ZM-7-10C-7-22 7-22 7-10M0-19V-29M-12 24H12${'M0-5L2.5 2L9 4L2.5 6.5L0 13L-2.5 6.5L-9 4L-2.5 2Z'}`,
  /* wheel of fortune */ `${circle(0, 0, 25)}${circle(0, 0, 17)}${circle(0, 0, 4)}${rays(8, 4, 25)}`,
  /* justice */ 'M0-26V24M-11 26H11M-20-18H20M-20-18L-28 4M-20-18L-12 4M20-18L12 4M20-18L28 4M-28 4a8 7 0 0 0 16 0ZM12 4a8 7 0 0 0 16 0Z',
  /* the hanged man */ `M-24-28H24M-19-28V-18M19-28V-18M0-28V10M0 0L11-9L0-15M0 10L-10 2L0 0M0 10L10 2L0 0${circle(0, 17, 6)}M-10 17h-5M10 17h5M-7 24l-4 4M7 24l4 4`,
  /* death */ `M-16 28L10-24M10-24C-6-28-22-20-27-5C-16-14-5-16 6-15${circle(15, 14, 6)}M15 20V29M15 25l5-3`,
  /* temperance */ 'M-26-16L-9-24L-6-13A9 9 0 0 1-22-6ZM-8-18C6-16 13-8 14 4M5 5H25L22 17H8ZM15 17V27M8 27H22',
  /* the devil */ `${circle(0, 0, 26)}${pentagram(26)}`,
  /* the tower */ `M-10 28V-10H10V28ZM-13-10V-18H-7V-14H-3V-18H3V-14H7V-18H13V-10ZM27-30L14-19L21-17L11-6${circle(0, 2, 2.5)}M-3 28V18H3V28`,
  /* the star */ `${star(8, 26, 9)}${circle(0, 0, 4)}`,
  /* the moon */ 'M8-22A20 20 0 1 0 8 15A18.7 18.7 0 0 1 8-22ZM13-9v6M20-2v6M13 6v6M-16 27H16',
  /* the sun */ `${circle(0, 0, 12)}${rays(16, 16, 25)}`,
  /* judgement */ 'M-26 22L4-6L2-17L24-22L19 1L8-2L-22 26ZM-13 14L-1 26L11 14L2 5M-1 12V20M-5 16H3',
  /* the world */ `M0-28A19 28 0 1 0 .01-28ZM0-22A14 22 0 1 0 .01-22Z${star(4, 9, 3)}${circle(-25, -25, 2)}${circle(25, -25, 2)}${circle(-25, 25, 2)}${circle(25, 25, 2)}`,
];

export const unknownEmblem = star(6, 22, 8);

export const suitSymbols = {
  wands: 'M0-12V12M0-5C4-5 6-8 6-11C2-11 0-9 0-5M0 3C-4 3-6 0-6-3C-2-3 0-1 0 3M-3 12H3',
  cups: 'M-8-10H8C8-1 5 3 0 3C-5 3-8-1-8-10ZM0 3V10M-5 11H5',
  swords: 'M0-13L2.5-9V4H-2.5V-9ZM-7 4H7M0 4V11M-2 12H2',
  pentacles: `${circle(0, 0, 11)}${star(5, 9, 3.6)}`,
};

/** Above the symbol of a court card. */
export const courtMarks = {
  page: 'M-1-9V10M-1-9L13-4L-1 1',
  knight: 'M-10-8H10V0C10 6 4 9 0 11C-4 9-10 6-10 0ZM0-8V11M-10-1H10',
  queen: `M-12 8H12M-12 4L-12-3C-8 2-5 0-4-5C-3 0 3 0 4-5C5 0 8 2 12-3V4Z${circle(0, -9, 2)}`,
  king: 'M-13 8H13M-13 4V-8L-6-1L0-10L6-1L13-8V4ZM0-15V-11M-2-13H2',
};
