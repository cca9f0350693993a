import { S3Object } from '@cdktf/provider-aws/lib/s3-object/index.js';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { type PageFile, revalidated } from '../page.ts';
import type { WebBucket } from './web-bucket.ts';

type FilesSettings = { readonly bucket: WebBucket; readonly files: readonly PageFile[] };

/** The built page in its bucket. */
export class WebFiles extends Construct {
  private readonly bucket: WebBucket;
  private readonly files: readonly S3Object[];

  constructor(scope: Construct, id: string, { bucket, files }: FilesSettings) {
    super(scope, id);
    this.bucket = bucket;
    const isHashed = ({ cacheControl }: PageFile): boolean => cacheControl !== revalidated;

    // A page comes after what it loads; what the page before it loaded goes last.
    const loaded = files.filter(isHashed).map((file) => this.file(file, []));
    this.files = [...loaded, ...files.filter((file) => !isHashed(file)).map((file) => this.file(file, loaded))];
  }

  /** Adds `/config.json`, which tells the page of its system. Answers all files. */
  withConfig(webConfig: object): readonly S3Object[] {
    const config = new S3Object(this, 'config', {
      bucket: this.bucket.bucket.id,
      key: 'config.json',
      content: JSON.stringify(webConfig),
      contentType: 'application/json; charset=utf-8',
      cacheControl: revalidated,
      dependsOn: [...this.bucket.ready],
    });
    return [...this.files, config];
  }

  private file({ key, path, contentType, cacheControl, md5 }: PageFile, before: readonly S3Object[]): S3Object {
    const scope = new Construct(this, key.replaceAll(/[^A-Za-z0-9-]/g, '_'));
    return new S3Object(scope, 's3_object', {
      bucket: this.bucket.bucket.id,
      key,
      source: new TerraformAsset(scope, 'file', { path, type: AssetType.FILE }).path,
      // Terraform sees by it both a new file and one that somebody else has overwritten.
      etag: md5,
      contentType,
      cacheControl,
      lifecycle: { createBeforeDestroy: true },
      dependsOn: [...this.bucket.ready, ...before],
    });
  }
}
