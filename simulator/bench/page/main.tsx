/** Starts the page. The token is in its own address, as the program printed it. */
import { render } from 'preact';
import { BenchApi } from './connection/bench-api.ts';
import { LiveBench } from './connection/live-bench.ts';
import { App } from './frame/app.tsx';

const api = new BenchApi(new URLSearchParams(window.location.search).get('token') ?? '');
const live = new LiveBench(api);
live.start();

const root = document.getElementById('bench');
if (root !== null) render(<App api={api} live={live} />, root);
