import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface ReplyMailboxProps {
  readonly prefix: string;
  readonly retentionDays: number;
  /** The receipt rule that puts the mails here. */
  readonly ruleArn: string;
}

/** Raw replies, encrypted, deleted after a while: only this receipt rule of this account may put one here. */
export class ReplyMailbox extends Construct {
  readonly bucket: Bucket;
  readonly key: Key;
  /** Object keys are this and the mail's id. */
  readonly prefix = 'in/';

  constructor(scope: Construct, id: string, { prefix, retentionDays, ruleArn }: ReplyMailboxProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: `${prefix}: raw replies`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      ...closed,
      lifecycleRules: [
        { expiration: Duration.days(retentionDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      serverAccessLogsBucket: this.#accessLog(),
    });
    this.#admitMail(ruleArn);
  }

  /** The bucket's default encryption does it; a key on the rule's S3 action would mean encryption by the client. */
  #admitMail(ruleArn: string): void {
    const { account } = Stack.of(this);
    const principals = [new ServicePrincipal('ses.amazonaws.com')];
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects(`${this.prefix}*`)],
        conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': ruleArn } },
      }),
    );
  }

  #accessLog(): Bucket {
    return new Bucket(this, 'AccessLog', {
      encryption: BucketEncryption.S3_MANAGED,
      ...closed,
      lifecycleRules: [{ expiration: Duration.days(90) }],
    });
  }
}

const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.RETAIN,
};
