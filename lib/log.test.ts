import { describe, expect, it } from 'vitest';
import { configureLog, hideUrlPasswords, log } from './log.ts';

const lines: string[] = [];
configureLog({ level: 'info', destination: { write: (line: string) => lines.push(line) } });

describe('log', () => {
  it('writes JSON lines with component, level and time', () => {
    log('worker').info({ host: 'dc01.corp.example' }, 'probed');
    const line = JSON.parse(lines.at(-1) ?? '');
    expect(line).toMatchObject({ level: 'info', component: 'worker', host: 'dc01.corp.example', msg: 'probed' });
    expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('redacts secrets by name at every depth it knows', () => {
    log('worker').info(
      { password: 'hunter2', bind: { password: 'hunter2' }, request: { headers: { cookie: 'hunter2', authorization: 'hunter2' } } },
      'x',
    );
    expect(lines.at(-1)).not.toContain('hunter2');
  });

  it('hides the password of a database address inside an error', () => {
    log('db').error({ err: new Error('cannot reach postgresql://port636:hunter2@db/port636') }, 'x');
    expect(lines.at(-1)).not.toContain('hunter2');
    expect(hideUrlPasswords('postgres://u:p@h/d')).toBe('postgres://u:***@h/d');
  });

  it('keeps code and cause of an error, and nothing that a library hung on it', () => {
    const error = Object.assign(new Error('cannot save', { cause: new Error('connection reset') }), {
      code: '57P01',
      client: { password: 'hunter2' },
    });
    log('db').error({ err: error }, 'x');
    expect(JSON.parse(lines.at(-1) ?? '').err).toMatchObject({
      type: 'Error',
      code: '57P01',
      message: 'cannot save',
      cause: { message: 'connection reset' },
    });
    expect(lines.at(-1)).not.toContain('client');
  });
});
