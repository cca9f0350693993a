/** Why a command ends before its work is done. Exit code 2 unless the work itself failed. */
export type StopCode =
  | 'MISUSE'
  | 'MISSING_SYNTH'
  | 'MISSING_TERRAFORM'
  | 'MISSING_PROVIDER'
  | 'MISSING_EMULATOR'
  | 'PORT_TAKEN'
  | 'SYNTH_FAILED'
  | 'NOT_LIVE'
  | 'BAD_PLAN'
  | 'BAD_SUPPRESSIONS'
  | 'TERRAFORM_FAILED';

/** Ends a command; the message is the one line that the terminal shows, and says what to do. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly code: StopCode;

  constructor(code: StopCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** 1 where Terraform itself failed half-way; 2 where nothing was begun. */
  get exitCode(): number {
    return this.code === 'TERRAFORM_FAILED' ? 1 : 2;
  }
}
