/** An endpoint that is no account of AWS, such as an emulator, with the credentials that it takes. */
export type AwsConnection = {
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};
