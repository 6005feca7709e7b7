import type { APIGatewayProxyStructuredResultV2 as Response } from 'aws-lambda';
import type { Problem } from './contract/problem.ts';

export const jsonResponse = (
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response => ({
  statusCode,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

export const problemResponse = (problem: Problem): Response =>
  jsonResponse(problem.status, problem, {
    'Content-Type': 'application/problem+json',
    ...(problem.status === 401 && { 'WWW-Authenticate': 'Bearer' }),
  });
