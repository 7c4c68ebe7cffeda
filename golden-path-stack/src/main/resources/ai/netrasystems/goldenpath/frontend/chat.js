'use strict';

// Everything that came from outside is put on the page as text, never as markup.
const at = id => document.getElementById(id);
const threadId = crypto.randomUUID ? crypto.randomUUID() : 'thread-' + Date.now();

function status(text) {
  at('status').textContent = text;
}

function line(kind, text) {
  const item = document.createElement('li');
  item.classList.add(/^[a-z_]+$/.test(kind) ? kind : 'unknown');
  item.textContent = text;
  at('events').append(item);
}

function base64url(text) {
  return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

function told(event) {
  switch (event.type) {
    case 'agent_thinking': return event.reasoning;
    case 'tool_executing': return event.tool_name + ' ...';
    case 'tool_completed': return event.tool_name + ': ' + JSON.stringify(event.results);
    case 'agent_completed': return event.final_response;
    case 'error': return event.code + ': ' + event.message;
    default: return event.type;
  }
}

async function login(config) {
  const answer = await fetch(config.auth_service_url.replace(/\/+$/, '') + '/auth/e2e/test-auth', {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-E2E-Bypass-Key': at('key').value},
    body: JSON.stringify({email: at('email').value, permissions: ['read', 'write'], simulate_oauth: true}),
  });
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(body.error);
  }
  at('key').value = '';
  return body.access_token;
}

function connect(config, token) {
  const socket = new WebSocket(config.websocket_url, ['jwt-auth', 'jwt.' + base64url(token), 'e2e-testing']);
  socket.onmessage = message => {
    const event = JSON.parse(message.data);
    if (event.type === 'connection_ready') {
      status('connected as ' + event.user_id);
      at('login').hidden = true;
      at('say').hidden = false;
      at('text').focus();
    } else {
      line(event.type, told(event));
    }
  };
  socket.onclose = closed => {
    status('not connected' + (closed.reason ? ': ' + closed.reason : ''));
    at('say').hidden = true;
    at('login').hidden = false;
  };
  at('say').onsubmit = submitted => {
    submitted.preventDefault();
    line('user_message', at('text').value);
    socket.send(JSON.stringify({type: 'user_message', text: at('text').value, thread_id: threadId}));
    at('text').value = '';
  };
}

at('login').onsubmit = async submitted => {
  submitted.preventDefault();
  status('logging in');
  try {
    const config = await (await fetch('/config.json')).json();
    connect(config, await login(config));
  } catch (failure) {
    status('login failed: ' + failure.message);
  }
};
