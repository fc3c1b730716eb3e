-- One session of a user with the language server, inside a real Neovim.
-- usage: nvim --headless --clean -l session.lua PROJECT COMMAND...
-- Prints one line a check and exits 1 when one failed. What is asked is what the editor holds in the end,
-- not which messages went to and fro.
local project = _G.arg[1]
local command = { unpack(_G.arg, 2) }
local file = vim.fs.joinpath(project, 'main.py')
local failed = false

local function check(name, ok, seen)
  failed = failed or not ok
  io.stdout:write(('%s: %s%s\n'):format(ok and 'ok' or 'FAILED', name, (not ok and seen) and (', seen: ' .. seen) or ''))
end

local function becomes(condition)
  return vim.wait(30000, condition, 20)
end

vim.cmd.edit(file)
vim.bo.filetype = 'python'
local buffer = vim.api.nvim_get_current_buf()
local id = assert(vim.lsp.start({ name = 'taipan', cmd = command, root_dir = project }, { bufnr = buffer }))
local client = assert(vim.lsp.get_client_by_id(id))
if not becomes(function() return client.initialized end) then
  io.stdout:write('FAILED: the server does not initialize\n')
  os.exit(1)
end

local function diagnostics_on(line)
  return vim.iter(vim.diagnostic.get(buffer)):filter(function(d) return d.lnum == line - 1 end):totable()
end

local function request(method, line, column)
  vim.api.nvim_win_set_cursor(0, { line, column })
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local response = client:request_sync(method, params, 30000, buffer)
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
local text = hover and vim.inspect(hover.contents) or ''
check('hover shows the type of a function', text:find('name: str', 1, true) and text:find('-> str', 1, true), text)

local found = request('textDocument/definition', 8, 30)
local place = found and (found[1] or found) or {}
local range = place.range or place.targetSelectionRange
check('definition goes to the function in the other file',
  range and range.start.line == 0 and vim.endswith(place.uri or place.targetUri, '/greeting.py'), vim.inspect(found))

vim.api.nvim_buf_set_lines(buffer, 7, 8, false, { 'size: str = greet(who)' })
check('the error goes when the line is corrected', becomes(function() return #diagnostics_on(8) == 0 end),
  vim.inspect(vim.diagnostic.get(buffer)))
vim.api.nvim_buf_set_lines(buffer, 8, 8, false, { 'undefined_name' })
check('a new error comes when a wrong line is typed', becomes(function() return #diagnostics_on(9) == 1 end),
  vim.inspect(vim.diagnostic.get(buffer)))

client:stop()
check('the server stops', becomes(function() return client:is_stopped() end))
os.exit(failed and 1 or 0)
