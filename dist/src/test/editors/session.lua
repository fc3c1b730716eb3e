-- One session of a user with the language server, inside a real Neovim.
-- usage: nvim --headless --clean -l session.lua PROJECT INIT SELECT
-- INIT is the configuration as a user's init.lua has it, SELECT chooses the project's environment `env`.
-- Prints one line a check and exits 1 when one failed. What is asked is what the editor holds in the end,
-- not which messages went to and fro.
local project, init, select_environment = _G.arg[1], _G.arg[2], _G.arg[3]
local failed = false

local function check(name, ok, seen)
  failed = failed or not ok
  io.stdout:write(('%s: %s%s\n'):format(ok and 'ok' or 'FAILED', name, (not ok and seen) and (', seen: ' .. seen) or ''))
end

local function becomes(condition)
  return vim.wait(30000, condition, 20)
end

dofile(init)

-- Shows a file, as :edit does, and returns its buffer.
local function edit(name)
  vim.cmd.edit(vim.fs.joinpath(project, name))
  vim.bo.filetype = 'python'
  vim.wo.virtualedit = 'onemore'
  return vim.api.nvim_get_current_buf()
end

local function client()
  return vim.lsp.get_clients({ name = 'taipan' })[1]
end

local buffer = edit('main.py')
if not becomes(function() return client() and client().initialized end) then
  io.stdout:write('FAILED: the server does not initialize\n')
  os.exit(1)
end
check('the root is the folder with pyproject.toml', client().root_dir == project, client().root_dir)

local function diagnostics_on(line)
  return vim.iter(vim.diagnostic.get(0)):filter(function(d) return d.lnum == line - 1 end):totable()
end

local function text(of)
  return table.concat(vim.api.nvim_buf_get_lines(of, 0, -1, false), '\n')
end

local function request(method, line, column, more)
  vim.api.nvim_win_set_cursor(0, { line, column })
  local params = vim.lsp.util.make_position_params(0, client().offset_encoding)
  params = vim.tbl_extend('force', params, more or {})
  local response = client():request_sync(method, params, 30000, 0)
  return response and response.result
end

check('a wrong assignment is shown', becomes(function() return #diagnostics_on(8) == 1 end),
  vim.inspect(vim.diagnostic.get(buffer)))
local shown = diagnostics_on(8)[1]
check('it is an error of rule invalid-assignment',
  shown and shown.severity == vim.diagnostic.severity.ERROR and shown.code == 'invalid-assignment', vim.inspect(shown))
check('columns count as the editor counts, behind a wide character',
  shown and vim.api.nvim_buf_get_text(buffer, shown.lnum, shown.col, shown.end_lnum, shown.end_col, {})[1] == 'greet(who)',
  shown and (shown.col .. '-' .. shown.end_col))

local hover = request('textDocument/hover', 8, 30)
local hovered = hover and vim.inspect(hover.contents) or ''
check('hover shows the type and the docstring of a function',
  hovered:find('name: str', 1, true) and hovered:find('-> str', 1, true) and hovered:find('Says hello', 1, true), hovered)

local help = request('textDocument/signatureHelp', 8, 34)
check('signature help shows the parameter',
  help and help.signatures[1] and help.signatures[1].label:find('name: str', 1, true), vim.inspect(help))

local found = request('textDocument/definition', 8, 30)
local place = found and (found[1] or found) or {}
local range = place.range or place.targetSelectionRange
check('definition goes to the function in the other file',
  range and range.start.line == 0 and vim.endswith(place.uri or place.targetUri, '/greeting.py'), vim.inspect(found))

local references = request('textDocument/references', 8, 30, { context = { includeDeclaration = true } })
check('references are found in both files', references and #references == 3, vim.inspect(references))

local symbols = request('textDocument/documentSymbol', 1, 0)
check('symbols of the file are listed', symbols and #symbols == 3, vim.inspect(symbols))

-- Completion as the user has it: in insert mode, accepted, with the edits that come along.
local importing = edit('importing.py')
local items
check('completion offers a name of another module', becomes(function()
  local list = request('textDocument/completion', 1, 6, { context = { triggerKind = 1 } })
  items = vim.iter(list and (list.items or list) or {}):filter(function(i) return i.label == 'farewell' end):totable()
  return #items > 0
end))
local item = items[1] or {}
if not item.additionalTextEdits and item.data then
  local resolved = client():request_sync('completionItem/resolve', item, 30000, importing)
  item = resolved and resolved.result or item
end
check('with the edit that imports it',
  item.additionalTextEdits and vim.trim(item.additionalTextEdits[1].newText) == 'from greeting import farewell',
  vim.inspect(item))

buffer = edit('main.py')
vim.api.nvim_win_set_cursor(0, { 8, 30 })
vim.lsp.buf.rename('salute')
check('rename changes the file', becomes(function() return text(buffer):find('salute(who)', 1, true) ~= nil end), text(buffer))
check('rename changes the other file', becomes(function()
  local other = vim.fn.bufnr(vim.fs.joinpath(project, 'greeting.py'))
  return other > 0 and text(other):find('def salute', 1, true) ~= nil
end))

vim.cmd.wall()
check('nothing else is wrong once the files are written',
  becomes(function() return #diagnostics_on(3) == 0 and #diagnostics_on(8) == 1 end), vim.inspect(vim.diagnostic.get(0)))
vim.api.nvim_win_set_cursor(0, { 8, diagnostics_on(8)[1].col })
vim.lsp.buf.code_action({
  filter = function(action) return action.title:lower():find('ignore', 1, true) ~= nil end,
  apply = true,
})
check('a code action silences the error',
  becomes(function() return text(buffer):find('# taipan: ignore[invalid-assignment]', 1, true) ~= nil end), text(buffer))
check('it is silenced', becomes(function() return #diagnostics_on(8) == 0 end), vim.inspect(vim.diagnostic.get(0)))

vim.api.nvim_buf_set_lines(buffer, 8, 8, false, { 'undefined_name' })
check('a new error comes when a wrong line is typed', becomes(function() return #diagnostics_on(9) == 1 end),
  vim.inspect(vim.diagnostic.get(buffer)))

edit('installed.py')
check('an import that is not installed is shown', becomes(function() return #diagnostics_on(1) == 1 end),
  vim.inspect(vim.diagnostic.get(0)))
dofile(select_environment)
check('it is found once its environment is selected', becomes(function() return #diagnostics_on(1) == 0 end),
  vim.inspect(vim.diagnostic.get(0)))

-- A server that is killed is noticed; the next one works. Its process is the only child of the editor.
local children = vim.api.nvim_get_proc_children(vim.fn.getpid())
check('there is one server process', #children == 1, vim.inspect(children))
vim.uv.kill(children[1], 'sigkill')
check('the editor notices that the server was killed', becomes(function() return client() == nil end))
vim.lsp.enable('taipan', false)
vim.lsp.enable('taipan', true)
edit('broken.py')
check('the next server works', becomes(function() return #diagnostics_on(1) == 1 end), vim.inspect(vim.diagnostic.get(0)))

local last = client()
last:stop()
check('the server stops', becomes(function() return last:is_stopped() end))
os.exit(failed and 1 or 0)
