/** Fields that are not as they are live, and why: the one place where a difference is accounted for. */
export type ExpectedDifference = {
  readonly field: RegExp;
  readonly because: string;
  /** Met only where the system was made from nothing. */
  readonly onlyFresh?: boolean;
};

/** What AWS gives by itself; it would be another in every account and tells nothing. The secret is not to be read. */
export const givenByAws =
  /(Id|\.id|Arn|Date|createdDate|ClientSecret|ApiEndpoint|Target|rootResourceId|EstimatedNumberOfUsers)$/;

const differences: readonly ExpectedDifference[] = [
  { field: /^routes\.\$connect\.Authorization/, because: 'nobody connects without a token' },
  { field: /^routes\.sendMessage\.RouteResponse/, because: 'the sender hears that the question was taken' },
  { field: /^(routes|integrations)\.ping\./, because: 'new: keeps a socket open past ten idle minutes' },
  { field: /^(routes|integrations)\.\$default\./, because: 'new: an unknown frame gets a typed error' },
  { field: /^(routes|integrations)\.renewAuth\./, because: 'new: a socket goes on under a fresh token' },
  {
    field: /^restAuthorizers/,
    because: 'no REST method without a token but login, refresh and the webhook with its own key',
  },
  { field: /^functionPolicy$/, because: 'the new stage may invoke it too; an imported permission stays as it is' },
  { field: /[tT]ags\./, because: 'what Terraform looks after is tagged' },
  { field: /^userPoolClient\.CallbackURLs$/, because: 'a page on localhost could take over a login' },
  { field: /^userPoolClient\.LogoutURLs$/, because: 'a login can be ended' },
  { field: /^userPoolClient\.ExplicitAuthFlows$/, because: 'Kakao is the only way in, no password flow' },
  {
    field: /^(restApi\.(binaryMediaTypes|version)|userPoolClient\.(Read|Write)Attributes)$/,
    because: 'the emulator shows what AWS leaves away',
  },
  {
    field: /^userPool\.(SchemaAttributes\.identities|UserAttributeUpdateSettings)\./,
    because: 'the emulator leaves away what AWS shows',
  },
  {
    field: /^integrations\.(\$connect|\$disconnect|sendMessage)\.PassthroughBehavior$/,
    because: 'the provider leaves it to AWS, whose default is the live value',
    onlyFresh: true,
  },
  {
    field: /^userPool\.AdminCreateUserConfig\.AllowAdminCreateUserOnly$/,
    because: 'the emulator does not show a false',
    onlyFresh: true,
  },
  {
    field: /^userPool\.Policies\.PasswordPolicy\.PasswordHistorySize$/,
    because: 'the provider says the default, none, aloud',
    onlyFresh: true,
  },
];

/** The differences that a rehearsal has to meet. */
export const expectedDifferences = (system: 'fresh' | 'adopted'): readonly ExpectedDifference[] =>
  differences.filter(({ onlyFresh = false }) => system === 'fresh' || !onlyFresh);
