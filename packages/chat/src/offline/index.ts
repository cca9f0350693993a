export { type OfflineReaderOptions, offlineReader, type Sleep } from './offline-reader.ts';
