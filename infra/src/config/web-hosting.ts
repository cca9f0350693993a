/** How the page and both APIs come under one origin; the refresh cookie is first-party only there. */
export type WebHosting =
  /** Something else serves the page: the local runtime, for one. */
  | { readonly kind: 'none' }
  /** A bucket and a CloudFront distribution in front of it and of both APIs. */
  | {
      readonly kind: 'created';
      /** The edges that serve it; the cheapest class has none in Korea. */
      readonly priceClass: 'PriceClass_200' | 'PriceClass_All';
    }
  /**
   * A bucket for a distribution that is there and stays in other hands: the variable `web_distribution_arn` names it,
   * the output `web_distribution_settings` says what it needs.
   */
  | { readonly kind: 'existing' };
