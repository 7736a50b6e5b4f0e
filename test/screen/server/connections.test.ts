import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { RunningScreen } from './running-screen.ts';

/** A connection that stays open on this side even when the other side has ended. */
function hold(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  return socket.resume();
}

async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(condition()).toBe(true), { timeout: 10_000, interval: 2 });
}

describe('connections', () => {
  it('are bounded, and come back when they are given up', async () => {
    const screen = await RunningScreen.start();
    const ended = new Set<Socket>();
    const held = Array.from({ length: 70 }, () => hold(screen.server.port));
    for (const socket of held) {
      for (const event of ['end', 'close']) socket.on(event, () => ended.add(socket));
    }
    await until(() => ended.size >= 6);
    expect(ended.size).toBe(6);
    for (const socket of held) socket.destroy();
    await vi.waitFor(async () => expect(await screen.stillWorks()).toBe(true), { timeout: 10_000 });
  });

  it('of a refused socket are not kept for whoever does not let go', async () => {
    const { server } = await RunningScreen.start();
    const socket = hold(server.port);
    const ended = new Promise((resolve) => {
      socket.once('end', resolve);
    });
    socket.write(
      `GET /socket HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    await ended;
    await until(() => {
      socket.write('still here');
      return socket.destroyed;
    });
  });
});
