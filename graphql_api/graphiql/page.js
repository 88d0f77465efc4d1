// Starts GraphiQL on our endpoint. Queries and the token stay in this tab's session storage.
"use strict";

(() => {
  const TOKEN = "liuhen.token";
  const container = document.getElementById("graphiql");
  const field = document.getElementById("token");
  const root = ReactDOM.createRoot(container);

  const FIRST_QUERY = `# 留痕 API：Ctrl+Enter 执行；左侧可查阅接口说明。
# The API of Liuhen: Ctrl+Enter runs a query; its documentation is on the left.

query WhatCanBeRead {
  __schema {
    queryType {
      fields {
        name
        description
      }
    }
  }
}
`;

  async function fetcher({ query, variables, operationName }) {
    const headers = {
      "Accept": "application/graphql-response+json, application/json;q=0.9",
      "Content-Type": "application/json",
    };
    const token = field.value.trim();
    if (token) {
      headers.Authorization = `Bearer ${token}`;
    }
    const response = await fetch(container.dataset.endpoint, {
      method: "POST",
      credentials: "omit",
      headers,
      body: JSON.stringify({ query, variables, operationName }),
    });
    return response.json();
  }

  // A new key makes GraphiQL start afresh and read the schema again, now as somebody else.
  function show(key) {
    root.render(
      React.createElement(GraphiQL, {
        key,
        fetcher,
        defaultQuery: FIRST_QUERY,
        storage: window.sessionStorage,
        isHeadersEditorEnabled: false,
        shouldPersistHeaders: false,
      }),
    );
  }

  field.value = window.sessionStorage.getItem(TOKEN) ?? "";
  field.addEventListener("change", () => {
    window.sessionStorage.setItem(TOKEN, field.value.trim());
    show(Date.now());
  });
  show(0);
})();
