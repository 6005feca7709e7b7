/** A request as all notices tell of it. */
export const aRequest = {
  requestId: '01JDQ2F8Z6V9T4M3K7X1C5B0NA',
  requester: 'Ana Souza (ana)',
  use: { action: 'view_password', username: 'orders_admin', device: 'orders-db' },
  justification: 'Restart the payment job',
  because: 'approval is required mon-fri 13:00-17:00',
  level: { number: 1, of: 2 },
  window: { start: Date.parse('2026-11-24T17:00:00Z'), end: Date.parse('2026-11-24T19:00:00Z') },
  clockStarts: 'request',
  deadline: Date.parse('2026-11-24T19:00:00Z'),
  zones: { vault: 'America/Sao_Paulo', reader: 'Europe/Lisbon' },
  link: 'https://console.example.com/requests/01JDQ2F8Z6V9T4M3K7X1C5B0NA',
} as const;
