const [ep, fn, minutes] = process.argv.slice(2);
const call = async (target: string, body: object) =>
  (
    await fetch(ep!, {
      method: 'POST',
      headers: {
        'x-amz-target': `Logs_20140328.${target}`,
        'content-type': 'application/x-amz-json-1.1',
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/logs/aws4_request, SignedHeaders=host, Signature=x',
      },
      body: JSON.stringify(body),
    })
  ).json();
const r: any = await call('FilterLogEvents', { logGroupName: `/aws/lambda/countersign-${fn}` });
for (const e of (r.events ?? [r]).slice(-30)) console.log((e.message ?? JSON.stringify(e)).slice(0, 1500));
