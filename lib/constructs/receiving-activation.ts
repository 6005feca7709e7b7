import { CustomResource, Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type FunctionDefaults, ServiceFunction } from './service-function.ts';

export interface ReceivingActivationProps {
  readonly defaults: FunctionDefaults;
  readonly ruleSetName: string;
}

/**
 * Makes our rule set the active one if none is (threats.md E-19): another active set is never displaced, and the
 * resource's `Status`, an output of the stack, says so. When deleted, only our own set is deactivated.
 */
export class ReceivingActivation extends Construct {
  readonly resource: CustomResource;
  readonly status: string;

  constructor(scope: Construct, id: string, { defaults, ruleSetName }: ReceivingActivationProps) {
    super(scope, id);
    const activate = new ServiceFunction(this, {
      name: 'activate-receiving',
      defaults,
      environment: {},
      timeout: Duration.seconds(30),
    });
    const actions = ['ses:DescribeActiveReceiptRuleSet', 'ses:SetActiveReceiptRuleSet'];
    activate.allowWildcard(actions, '*', 'SES knows no resource for the choice of the active rule set.');
    this.resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::ReceivingActivation',
      serviceToken: activate.functionArn,
      serviceTimeout: Duration.minutes(2),
      properties: { RuleSetName: ruleSetName },
    });
    this.status = this.resource.getAttString('Status');
  }
}
