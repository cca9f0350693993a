import { defineConfig, type Plugin } from 'vite';

// The app client's callback is /login_test.html, CloudFront's root is /: one page under both names.
const underBothNames: Plugin = {
  name: 'under-both-names',
  enforce: 'post',
  generateBundle(_, bundle) {
    const page = bundle['index.html'];
    if (page?.type !== 'asset') throw new Error('The build made no index.html.');
    this.emitFile({ type: 'asset', fileName: 'login_test.html', source: page.source });
  },
};

export default defineConfig({
  plugins: [underBothNames],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    // The Content-Security-Policy allows neither inline scripts nor data: addresses.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
});
