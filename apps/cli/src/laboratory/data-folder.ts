/** What can be done with a data folder while nobody is at work on it. It brings a database along, hence is loaded only when it is needed. */
export {
  backUpFolder,
  checkBackup,
  FolderInUseError,
  readTokenFile,
  restoreBackup,
  rotateTokens,
} from '@crossover/coordinator';
