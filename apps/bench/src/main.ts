import { benchBundles } from './bundles.ts';
import { benchFrames } from './frames.ts';
import { benchTokens } from './tokens.ts';

// Absolute values move from machine to machine; the ratios are the point.
console.log(
  'Bundles: esbuild as it comes against the settings of lambda-bundle (cold: fastest of 15 fresh processes)\n',
);
console.table(await benchBundles());
console.log('\nTokens: verified a second on one core, against the bare RSA signature\n');
console.table(await benchTokens());
console.log('\nFrames: 300 words of a reading in 5.25 s, by the interval between frames (simulated time)\n');
console.table(await benchFrames());
