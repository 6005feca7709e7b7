import { expect } from 'vitest';
import type { Cloud } from './cloud.ts';

/** This approver approves the first version of the window by the API. */
export const approvedBy = async (cloud: Cloud, approver: string, id: string): Promise<void> => {
  const { status, body } = await cloud
    .person(approver)
    .post(`/requests/${id}/decisions`, { decision: 'approve', windowVersion: 1 });
  expect(status, JSON.stringify(body)).toBe(200);
};
